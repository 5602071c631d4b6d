import type { Literal, LiteralMap, LiteralType } from "../../model/index.ts";
import { readLiteral, readLiteralMap } from "./read-literal.ts";
import { readLiteralType } from "./read-literal-type.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";
import { writeLiteral, writeLiteralMap } from "./write-literal.ts";
import { writeLiteralType } from "./write-literal-type.ts";

/** The bytes of a `core.LiteralMap`: `inputs.pb` and `outputs.pb`. */
export function encodeLiteralMap(map: LiteralMap): Uint8Array {
  const out = new WireWriter();
  writeLiteralMap(out, map);
  return out.finish();
}

/** Reads a `core.LiteralMap`. */
export function decodeLiteralMap(bytes: Uint8Array): LiteralMap {
  const reader = new WireReader(bytes, "a literal map");
  return readLiteralMap(reader, reader.size);
}

/** The bytes of a `core.Literal`. */
export function encodeLiteral(literal: Literal): Uint8Array {
  const out = new WireWriter();
  writeLiteral(out, literal);
  return out.finish();
}

/** Reads a `core.Literal`. */
export function decodeLiteral(bytes: Uint8Array): Literal {
  const reader = new WireReader(bytes, "a literal");
  return readLiteral(reader, reader.size);
}

/** The bytes of a `core.LiteralType`. */
export function encodeLiteralType(type: LiteralType): Uint8Array {
  const out = new WireWriter();
  writeLiteralType(out, type);
  return out.finish();
}

/** Reads a `core.LiteralType`. */
export function decodeLiteralType(bytes: Uint8Array): LiteralType {
  const reader = new WireReader(bytes, "a literal type");
  return readLiteralType(reader, reader.size);
}
