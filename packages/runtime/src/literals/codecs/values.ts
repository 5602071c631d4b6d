import type { Json } from "../../metadata/index.ts";
import type { Literal } from "../../model/index.ts";
import type { Form, ValueBase } from "../../types/index.ts";
import type { Codec } from "../codec.ts";
import { nothing, primitiveCodec } from "./primitive.ts";

/** A closed set of values: a string or numeric enum, or a union of literals. */
export function valuesCodec(form: Form & { readonly kind: "values" }): Codec {
  const members = new Set<unknown>(
    form.base === "bigint" ? form.values.map((value) => BigInt(value as number)) : form.values,
  );
  const kind = form.base === "float" || form.base === "bigint" ? numberKind(form.base) : form.base;
  const member = (value: unknown): unknown => (members.has(value) ? value : nothing);
  const codec = primitiveCodec({
    expected: describeMembers(form.values),
    is: (value) => members.has(value),
    literal: (value) => ({ kind, value }) as Literal,
    pack: (value, out) => {
      if (typeof value === "string") out.string(value);
      else if (typeof value === "boolean") out.boolean(value);
      else if (form.base === "float") out.float(value as number);
      else out.integer(value as number | bigint);
    },
    fromLiteral: (literal) => {
      const readable = literal.kind === kind || (kind === "float" && literal.kind === "integer");
      return readable && "value" in literal ? member(normal(literal.value, form.base)) : nothing;
    },
    fromPacked: (packed) => member(normal(packed, form.base)),
  });
  return { ...codec, members: [...members] };
}

function numberKind(base: "float" | "bigint"): "float" | "integer" {
  return base === "float" ? "float" : "integer";
}

/** A number as the set holds it: `bigint` for a set of bigints, `number` otherwise. */
function normal(value: unknown, base: ValueBase): unknown {
  if (base === "bigint") return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
  return typeof value === "bigint" ? Number(value) : value;
}

function describeMembers(values: readonly Json[]): string {
  const texts = values.slice(0, 12).map((value) => JSON.stringify(value));
  if (values.length === 1) return String(texts[0]);
  return `one of ${texts.join(", ")}${values.length > texts.length ? ", …" : ""}`;
}
