import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { codecOf, decodeLiteral, encodeLiteral, encodeLiteralMap, Outbox } from "../../src/literals/index.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { FlyteFile } from "../../src/types/index.ts";
import { memoryAccess, place } from "../support/values.ts";

interface Case {
  readonly literal_bytes_b64?: string;
  readonly literal_map_bytes_b64?: string;
}

const golden = JSON.parse(readFileSync(join(import.meta.dirname, "../golden/literals.json"), "utf8")) as {
  readonly [name: string]: Case;
};

const int: Schema = { type: "integer" };
const bigint: Schema = { type: "integer", "x-flyte": { type: "bigint" } };
const float: Schema = { type: "number" };
const string: Schema = { type: "string" };
const boolean: Schema = { type: "boolean" };
const none: Schema = { type: "null" };
const datetime: Schema = { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
const color: Schema = { type: "string", title: "Color", enum: ["red", "green"] };
const list = (items: Schema): Schema => ({ type: "array", items });
const record = (values: Schema): Schema => ({ type: "object", additionalProperties: values });
const union = (...anyOf: Schema[]): Schema => ({ anyOf });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const struct = (title: string, properties: { [name: string]: Schema }, optional: readonly string[] = []): Schema => ({
  type: "object",
  title,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** The Python classes of the golden file, as the transformer describes the same in TypeScript. */
const root: VariablesSchema = {
  type: "object",
  properties: {},
  required: [],
  additionalProperties: false,
  $defs: {
    Address: struct("Address", { street: string, zip: int, tags: list(string) }),
    Person: struct("Person", {
      name: string,
      age: int,
      height: float,
      active: boolean,
      address: ref("Address"),
      nick: union(string, none),
      scores: record(float),
      friends: list(ref("Address")),
      color,
      when: union(datetime, none),
      dur: union(float, none),
      u: union(int, string),
    }),
    WithInt64: struct("WithInt64", { big: bigint, neg: bigint, f: float }),
    Model: struct("PModel", { a: int, b: union(string, none), c: list(float) }),
  },
};

const address = { street: "Main", zip: 12345, tags: ["a", "é"] };
const person = {
  name: "Bob",
  age: 30,
  height: 1.8,
  active: true,
  address,
  nick: null,
  scores: { m: 1, n: 2.5 },
  friends: [address, { street: "x", zip: 0, tags: [] }],
  color: "green",
  when: new Date("2024-01-01T00:00:00Z"),
  dur: 90,
  u: "u",
};

const cases: { readonly [name: string]: readonly [Schema, unknown] } = {
  int_0: [int, 0],
  int_1: [int, 1],
  int_neg: [int, -1],
  int_max: [bigint, 2n ** 63n - 1n],
  int_min: [bigint, -(2n ** 63n)],
  float_1_5: [float, 1.5],
  float_whole: [float, 2],
  float_negzero: [float, -0],
  float_nan: [float, Number.NaN],
  float_inf: [float, Number.POSITIVE_INFINITY],
  float_ninf: [float, Number.NEGATIVE_INFINITY],
  float_tiny: [float, 5e-324],
  float_big: [float, Number.MAX_VALUE],
  str_empty: [string, ""],
  str_ascii: [string, "hello"],
  str_unicode: [string, "héllo ✓ 😀 \u0000 \n"],
  bool_true: [boolean, true],
  bool_false: [boolean, false],
  dt_naive: [datetime, new Date("2024-02-29T12:30:15Z")],
  dt_pre1970: [datetime, new Date(-500)],
  dt_min: [datetime, new Date("0001-01-01T00:00:00Z")],
  date: [datetime, new Date("2024-02-29T00:00:00Z")],
  none: [none, null],
  list_int: [list(int), [1, 2, 3]],
  list_empty: [list(int), []],
  list_nested: [list(list(string)), [["a"], [], ["b", "c"]]],
  list_opt: [list(union(int, none)), [1, null]],
  dict_int: [record(int), { b: 2, a: 1 }],
  dict_empty: [record(int), {}],
  dict_nested: [record(list(record(float))), { k: [{ x: 1 }, {}] }],
  opt_int_val: [union(int, none), 5],
  opt_int_none: [union(int, none), null],
  union_int: [union(int, string), 5],
  union_str: [union(int, string), "5"],
  union_list: [union(int, list(float)), [1]],
  union_dict: [union(int, record(int)), { a: 1 }],
  union_bool_int: [union(boolean, int), true],
  union_float_int: [union(int, float), 1.5],
  union3_none: [union(int, string, none), null],
  enum: [color, "green"],
  dc_simple: [ref("Address"), address],
  dc_full: [ref("Person"), person],
  dc_defaults: [
    ref("Person"),
    { ...person, height: 2, active: false, scores: {}, friends: [], color: "red", when: null, dur: null, u: 3 },
  ],
  dc_list: [list(ref("Address")), [address, address]],
  dc_dict: [record(ref("Address")), { k: address }],
  dc_int64: [ref("WithInt64"), { big: 2n ** 63n - 1n, neg: -(2n ** 63n), f: 3 }],
  pydantic: [ref("Model"), { a: 1, b: "x", c: [1, 2.5] }],
  literal_type: [{ type: "string", enum: ["a", "b"] }, "a"],
};

const values = suite("TypeScript values against flytekit's bytes");

for (const [name, [schema, value]] of Object.entries(cases)) {
  const bytes = golden[name]?.literal_bytes_b64;
  values(`${name} becomes flytekit's bytes, and is read from them`, () => {
    assert.type(bytes, "string");
    const codec = codecOf(schema, root);
    const literal = codec.encode(value, place, new Outbox(memoryAccess()));
    assert.is(Buffer.from(encodeLiteral(literal)).toString("base64"), bytes);
    assert.is(
      Buffer.from(encodeLiteralMap({ [name]: literal })).toString("base64"),
      golden[name]?.literal_map_bytes_b64,
    );
    const read = decodeLiteral(new Uint8Array(Buffer.from(bytes ?? "", "base64")));
    assert.equal(codec.decode(read, place, memoryAccess()), value);
  });
}

/** Bytes whose value TypeScript reads, but would not write in the same way. */
const readOnly: { readonly [name: string]: readonly [Schema, unknown] } = {
  dt_utc_micros: [datetime, new Date("2024-02-29T12:30:15.123Z")],
  dt_tz: [datetime, new Date("2024-02-29T07:00:15.123Z")],
  dt_max: [datetime, new Date("9999-12-31T23:59:59.999Z")],
  union_dc: [union(int, ref("Address")), address],
  opt_dc: [union(ref("Address"), none), address],
  list_dc_deep: [record(list(union(ref("Address"), none))), { k: [address, null] }],
  union_int: [int, 5],
  int_1: [float, 1],
};

for (const [name, [schema, value]] of Object.entries(readOnly)) {
  values(`${name} is read`, () => {
    const read = decodeLiteral(new Uint8Array(Buffer.from(golden[name]?.literal_bytes_b64 ?? "", "base64")));
    assert.equal(codecOf(schema, root).decode(read, place, memoryAccess()), value);
  });
}

values("a file in a struct is its URI, as in Python", () => {
  const file: Schema = { type: "object", "x-flyte": { type: "file", format: "" } };
  const codec = codecOf(struct("WithFile", { f: file }), root);
  const literal = codec.encode({ f: new FlyteFile("s3://b/f.txt") }, place, new Outbox(memoryAccess()));
  const hex = literal.kind === "binary" ? Buffer.from(literal.value).toString("hex") : "";
  assert.is(hex, "81a16681a470617468ac73333a2f2f622f662e747874");
  const value = codec.decode(literal, place, memoryAccess()) as { readonly f: FlyteFile };
  assert.is(value.f.uri, "s3://b/f.txt");
});

values("a struct in protobuf's Struct is read, whole floats as integers", () => {
  const literal: Literal = { kind: "generic", value: { street: "Main", zip: 12345, tags: ["a"] } };
  assert.equal(codecOf(ref("Address"), root).decode(literal, place, memoryAccess()), {
    street: "Main",
    zip: 12345,
    tags: ["a"],
  });
});

values.run();
