/** Literals as parts of a struct's msgpack, and back: for types that only their literals describe. */
import type { Literal, LiteralType, SimpleType } from "../model/index.ts";
import { isWrittenTime, readTime, writeTime } from "../types/index.ts";
import { type Packed, PackedMap } from "./msgpack/packed.ts";
import { MsgpackWriter } from "./msgpack/writer.ts";
import { setOwn } from "./set-own.ts";

/** Writes what a literal holds; `false` where msgpack has nothing for it. */
export function packLiteral(literal: Literal, out: MsgpackWriter): boolean {
  switch (literal.kind) {
    case "none":
      out.nil();
      return true;
    case "integer":
      out.integer(literal.value);
      return true;
    case "float":
      out.float(literal.value);
      return true;
    case "string":
      out.string(literal.value);
      return true;
    case "boolean":
      out.boolean(literal.value);
      return true;
    case "datetime":
      out.string(writeTime(literal.value));
      return true;
    case "duration":
      out.float(Number(literal.value.seconds) + literal.value.nanos / 1e9);
      return true;
    case "binary":
      if (literal.tag === "msgpack") out.raw(literal.value);
      else out.binary(literal.value);
      return true;
    case "union":
      return packLiteral(literal.value, out);
    case "collection":
      out.arrayHeader(literal.literals.length);
      return literal.literals.every((item) => packLiteral(item, out));
    case "map": {
      const entries = Object.entries(literal.literals);
      out.mapHeader(entries.length);
      return entries.every(([key, item]) => {
        out.string(key);
        return packLiteral(item, out);
      });
    }
    default:
      return false;
  }
}

/** The literal of a type that a part of a struct stands for; `undefined` where it is of another type. */
export function literalOfPacked(packed: Packed, type: LiteralType): Literal | undefined {
  switch (type.kind) {
    case "simple":
      return simpleOfPacked(packed, type.simple);
    case "enum":
      return typeof packed === "string" ? { kind: "string", value: packed } : undefined;
    case "collection": {
      if (!Array.isArray(packed)) return undefined;
      const literals = (packed as readonly Packed[]).map((item) => literalOfPacked(item, type.elementType));
      return literals.every((item) => item !== undefined) ? { kind: "collection", literals } : undefined;
    }
    case "map": {
      if (!(packed instanceof PackedMap)) return undefined;
      const literals: { [key: string]: Literal } = {};
      for (const [index, key] of packed.keys.entries()) {
        const item = literalOfPacked(packed.values[index] as Packed, type.valueType);
        if (item === undefined) return undefined;
        setOwn(literals, key, item);
      }
      return { kind: "map", literals };
    }
    case "union":
      for (const variant of type.variants) {
        const literal = literalOfPacked(packed, variant);
        if (literal !== undefined) return literal;
      }
      return undefined;
    case "blob":
    case "structured-dataset":
      return undefined;
    default:
      return type satisfies never;
  }
}

function simpleOfPacked(packed: Packed, simple: SimpleType): Literal | undefined {
  switch (simple) {
    case "none":
      return packed === null ? { kind: "none" } : undefined;
    case "integer": {
      const whole = typeof packed === "bigint" || Number.isSafeInteger(packed);
      return whole ? { kind: "integer", value: packed as number | bigint } : undefined;
    }
    case "float":
      return typeof packed === "number" ? { kind: "float", value: packed } : undefined;
    case "string":
      return typeof packed === "string" ? { kind: "string", value: packed } : undefined;
    case "boolean":
      return typeof packed === "boolean" ? { kind: "boolean", value: packed } : undefined;
    case "datetime": {
      const time = typeof packed === "string" && isWrittenTime(packed) ? readTime(packed) : undefined;
      return time === undefined ? undefined : { kind: "datetime", value: time };
    }
    case "duration":
      return typeof packed === "number" && Number.isFinite(packed) ? durationOf(packed) : undefined;
    case "binary":
      return packed instanceof Uint8Array ? { kind: "binary", value: packed, tag: "" } : undefined;
    case "struct": {
      const out = new MsgpackWriter();
      writePacked(packed, out);
      return { kind: "binary", value: out.take(), tag: "msgpack" };
    }
    case "error":
      return undefined;
    default:
      return simple satisfies never;
  }
}

function durationOf(seconds: number): Literal {
  const whole = Math.trunc(seconds);
  return { kind: "duration", value: { seconds: BigInt(whole), nanos: Math.round((seconds - whole) * 1e9) } };
}

function writePacked(packed: Packed, out: MsgpackWriter): void {
  if (packed === null) out.nil();
  else if (typeof packed === "boolean") out.boolean(packed);
  else if (typeof packed === "bigint") out.integer(packed);
  else if (typeof packed === "number") {
    if (Number.isSafeInteger(packed) && !Object.is(packed, -0)) out.integer(packed);
    else out.float(packed);
  } else if (typeof packed === "string") out.string(packed);
  else if (packed instanceof Uint8Array) out.binary(packed);
  else if (packed instanceof Date) out.string(packed.toISOString());
  else if (packed instanceof PackedMap) {
    out.mapHeader(packed.keys.length);
    packed.keys.forEach((key, index) => {
      out.string(key);
      writePacked(packed.values[index] as Packed, out);
    });
  } else {
    out.arrayHeader(packed.length);
    for (const item of packed) writePacked(item, out);
  }
}
