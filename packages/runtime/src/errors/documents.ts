import { TsflyteError } from "./tsflyte-error.ts";

/** Bytes that should hold a document and do not. `document` comes with its article: `a msgpack value`. */
export function badDocument(document: string, offset: number, reason: string): TsflyteError {
  return new TsflyteError("bad-document", `The bytes of ${document} cannot be read: ${reason} (byte ${offset})`, {
    remedy: "check what wrote them, and that the whole of it arrived",
  });
}

/** A literal of a kind that has no counterpart here. */
export function unsupportedLiteral(kind: string, remedy: string): TsflyteError {
  return new TsflyteError("unsupported-type", `A literal holds ${kind}, which has no counterpart in TypeScript`, {
    remedy: `${remedy} in the task that writes it`,
  });
}

/** A path into a value that leads nowhere. */
export function badAttributePath(
  at: string,
  path: readonly (string | number)[],
  step: number,
  found: string,
): TsflyteError {
  const text = path.map((segment) => `[${JSON.stringify(segment)}]`).join("");
  return new TsflyteError("bad-reference", `Nothing stands at ${text} of the ${at}: ${found}`, {
    where: [`step ${step + 1} of the path, ${JSON.stringify(path[step])}`],
    remedy: "use a field or index that the value has",
  });
}
