import { TsflyteError } from "./tsflyte-error.ts";

/** Bytes that should hold a document and do not. `document` comes with its article: `a msgpack value`. */
export function badDocument(document: string, offset: number, reason: string): TsflyteError {
  return new TsflyteError("bad-document", `The bytes of ${document} cannot be read: ${reason} (byte ${offset})`, {
    remedy: "check what wrote them, and that the whole of it arrived",
  });
}
