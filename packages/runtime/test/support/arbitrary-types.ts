/** Generated types with values of them. */
import fc from "fast-check";
import type { FlyteKeyword, Schema } from "../../src/metadata/index.ts";
import { Temporal } from "../../src/types/index.ts";

/** A type and what makes values of it. */
export interface TypeWithValues {
  readonly schema: Schema;
  readonly values: fc.Arbitrary<unknown>;
}

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const texts: fc.Arbitrary<string> = fc.string({ unit: "binary", maxLength: 20 });
const times: fc.Arbitrary<bigint> = fc.bigInt({
  min: -62_135_596_800_000_000_000n,
  max: 253_402_300_799_999_999_999n,
});
const bytes: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 40 });

function special(
  type: Exclude<FlyteKeyword["type"], "file" | "directory" | "dataset" | "codec">,
  rest: Schema,
): Schema {
  return { ...rest, "x-flyte": { type } };
}

const int: TypeWithValues = { schema: { type: "integer" }, values: fc.maxSafeInteger() };
const text: TypeWithValues = { schema: { type: "string", minLength: 0 }, values: texts };
const flag: TypeWithValues = { schema: { type: "boolean" }, values: fc.boolean() };
const none: TypeWithValues = { schema: { type: "null" }, values: fc.constant(null) };

const leaves: readonly TypeWithValues[] = [
  int,
  text,
  flag,
  none,
  { schema: { type: "number" }, values: fc.double() },
  {
    schema: special("bigint", { type: "integer" }),
    values: fc.bigInt(int64),
  },
  {
    schema: special("datetime", { type: "string", format: "date-time" }),
    values: fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    }),
  },
  {
    schema: special("instant", { type: "string", format: "date-time" }),
    values: times.map((nanos) => Temporal.Instant.fromEpochNanoseconds(nanos)),
  },
  {
    schema: special("date", { type: "string", format: "date" }),
    values: times.map((nanos) => Temporal.Instant.fromEpochNanoseconds(nanos).toZonedDateTimeISO("UTC").toPlainDate()),
  },
  {
    // What a float of seconds holds exactly to the nanosecond.
    schema: special("duration", { type: "string", format: "duration" }),
    values: fc
      .integer({ min: -(10 ** 15), max: 10 ** 15 })
      .map((nanoseconds) => Temporal.Duration.from({ nanoseconds }).round({ largestUnit: "hours" })),
  },
  { schema: special("bytes", { type: "string", contentEncoding: "base64" }), values: bytes },
  {
    schema: special("url", { type: "string", format: "uri" }),
    values: fc.webUrl().map((url) => new URL(url)),
  },
  {
    schema: special("json", {}),
    values: fc.jsonValue(),
  },
  {
    schema: { type: "string", enum: ["red", "green"] },
    values: fc.constantFrom("red", "green"),
  },
  { schema: { type: "integer", const: 7 }, values: fc.constant(7) },
];

/** Types from leaves up to lists, tuples, records, structs and unions in each other. */
export function arbitraryTypes(depth: number): fc.Arbitrary<TypeWithValues> {
  const leaf = fc.constantFrom(...leaves);
  if (depth === 0) return leaf;
  const inner = arbitraryTypes(depth - 1);
  return fc.oneof(
    { arbitrary: leaf, weight: 1 },
    { arbitrary: inner.map(listOf), weight: 1 },
    { arbitrary: inner.map(recordOf), weight: 1 },
    { arbitrary: fc.array(inner, { maxLength: 4 }).map(tupleOf), weight: 1 },
    { arbitrary: structs(inner), weight: 3 },
    { arbitrary: inner.map(unionOf), weight: 2 },
  );
}

function listOf(items: TypeWithValues): TypeWithValues {
  return {
    schema: { type: "array", items: items.schema },
    values: fc.array(items.values, { maxLength: 5 }),
  };
}

function recordOf(values: TypeWithValues): TypeWithValues {
  return {
    schema: { type: "object", additionalProperties: values.schema },
    values: fc.dictionary(texts, values.values, { maxKeys: 5, noNullPrototype: true }),
  };
}

function tupleOf(items: readonly TypeWithValues[]): TypeWithValues {
  const { length } = items;
  return {
    schema: {
      type: "array",
      ...(length === 0 ? {} : { prefixItems: items.map((item) => item.schema) }),
      items: false,
      minItems: length,
      maxItems: length,
    },
    values: fc.tuple(...items.map((item) => item.values)),
  };
}

function structs(inner: fc.Arbitrary<TypeWithValues>): fc.Arbitrary<TypeWithValues> {
  const field = fc.record({ type: inner, optional: fc.boolean() });
  return fc.dictionary(texts, field, { maxKeys: 6, noNullPrototype: true }).map((fields) => {
    const entries = Object.entries(fields);
    const required = entries.filter(([, { optional }]) => !optional).map(([name]) => name);
    return {
      schema: {
        type: "object",
        properties: Object.fromEntries(entries.map(([name, { type }]) => [name, type.schema])),
        required,
        additionalProperties: false,
      },
      values: fc.record(Object.fromEntries(entries.map(([name, { type }]) => [name, type.values])), {
        requiredKeys: required,
        noNullPrototype: true,
      }),
    };
  });
}

/** Types that a struct's bytes tell apart too. */
function unionOf(inner: TypeWithValues): TypeWithValues {
  const tagged = (kind: string): TypeWithValues => ({
    schema: {
      type: "object",
      title: kind,
      properties: { kind: { type: "string", const: kind }, value: inner.schema },
      required: ["kind", "value"],
      additionalProperties: false,
    },
    values: inner.values.map((value) => ({ kind, value })),
  });
  const members = [int, text, flag, none, listOf(int), tagged("a"), tagged("b")];
  return {
    schema: { anyOf: members.map(({ schema }) => schema) },
    values: fc.oneof(...members.map(({ values }) => values)),
  };
}
