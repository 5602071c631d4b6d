import type { Codec } from "../codec.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

/** `URL`: a string literal. In a union with strings a text in a struct is read as a string. */
export const urlCodec: Codec = primitiveCodec({
  expected: "a URL",
  is: (value) => value instanceof URL,
  literal: (value) => ({ kind: "string", value: (value as URL).href }),
  pack: (value, out) => out.string((value as URL).href),
  fromLiteral: (literal) => (literal.kind === "string" ? readUrl(literal.value) : nothing),
  fromPacked: (packed) => (typeof packed === "string" ? readUrl(packed) : nothing),
});

function readUrl(text: string): unknown {
  return URL.canParse(text) ? new URL(text) : nothing;
}
