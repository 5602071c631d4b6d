import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { codecOf, decodeVariables, encodeLiteral, encodeVariables, Outbox } from "../../src/literals/index.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { FlyteFile } from "../../src/types/index.ts";
import { memoryAccess, place } from "../support/values.ts";

const int: Schema = { type: "integer" };
const bigint: Schema = { type: "integer", "x-flyte": { type: "bigint" } };
const float: Schema = { type: "number" };
const string: Schema = { type: "string" };
const boolean: Schema = { type: "boolean" };
const none: Schema = { type: "null" };
const missing: Schema = { type: "null", "x-flyte": { type: "undefined" } };
const datetime: Schema = { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
const file: Schema = { type: "object", "x-flyte": { type: "file", format: "csv" } };
const list = (items: Schema): Schema => ({ type: "array", items });
const record = (values: Schema): Schema => ({ type: "object", additionalProperties: values });
const union = (...anyOf: Schema[]): Schema => ({ anyOf });
const tuple = (...prefixItems: Schema[]): Schema => ({ type: "array", prefixItems, items: false });
const struct = (properties: { [name: string]: Schema }, optional: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const point = struct({ x: int, y: float, label: string }, ["label"]);
const variables = (
  properties: { [name: string]: Schema },
  $defs: { [name: string]: Schema } = {},
): VariablesSchema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  $defs,
});
const root = variables(
  {},
  {
    Tree: struct({ value: int, children: list({ $ref: "#/$defs/Tree" }) }),
    List: list({ $ref: "#/$defs/List" }),
    A: { ...struct({ kind: { type: "string", const: "a" }, n: int }), title: "A" },
    B: { ...struct({ kind: { type: "string", const: "b" }, n: int }), title: "B" },
    Narrow: { ...struct({ n: int }), title: "Narrow" },
    Wide: { ...struct({ n: int, m: int }), title: "Wide" },
  },
);
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

const encode = (schema: Schema, value: unknown): Literal =>
  codecOf(schema, root).encode(value, place, new Outbox(memoryAccess()));
const decode = (schema: Schema, literal: Literal): unknown =>
  codecOf(schema, root).decode(literal, place, memoryAccess());
const roundTrip = (schema: Schema, value: unknown): unknown => decode(schema, encode(schema, value));

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TsflyteError) return error.message;
    throw error;
  }
  return assert.unreachable() as never;
}

const refusals = suite("values of another type");

const wrong: readonly (readonly [string, Schema, unknown, string])[] = [
  ["a float for an integer", int, 3.5, "p: expected an integer, got the number 3.5"],
  ["an unsafe integer", int, 2 ** 53, "p: expected an integer, got the number 9007199254740992, beyond 53 bits"],
  ["NaN for an integer", int, Number.NaN, "p: expected an integer, got the number NaN"],
  ["a bigint for an integer", int, 1n, "p: expected an integer, got the bigint 1n"],
  ["a number for a bigint", bigint, 1, "p: expected a bigint, got the number 1"],
  ["a large bigint", bigint, 2n ** 63n, "p: expected a bigint, got the bigint 9223372036854775808n, beyond 64 bits"],
  ["a text for a number", float, "1", 'p: expected a number, got the string "1"'],
  ["a boxed number", float, Object(1), "p: expected a number, got a value of class Number"],
  ["a number for a boolean", boolean, 1, "p: expected a boolean, got the number 1"],
  ["null for a string", string, null, "p: expected a string, got null"],
  ["a lone surrogate", string, "a\ud800", "p: expected a string, got a string with a lone surrogate"],
  ["a text for a date", datetime, "2024-01-01", 'got the string "2024-01-01"'],
  [
    "an invalid date",
    datetime,
    new Date(Number.NaN),
    "p: expected a valid Date between the years 1 and 9999, got an invalid Date",
  ],
  ["a date after the year 9999", datetime, new Date(8e15), "got the Date +255479"],
  ["another member", { type: "string", enum: ["a", "b"] }, "c", 'p: expected one of "a", "b", got the string "c"'],
  ["another constant", { type: "boolean", const: true }, false, "p: expected true, got false"],
  ["a promise", int, Promise.resolve(1), "p: expected an integer, got a promise: await it first"],
  ["a function", int, () => 1, "p: expected an integer, got a function"],
  ["a symbol", string, Symbol("s"), "p: expected a string, got a symbol"],
  ["an object for an array", list(int), { 0: 1 }, "p: expected an array, got an object with the fields 0"],
  ["a typed array", list(int), new Uint8Array(2), "p: expected an array, got a Uint8Array of 2 bytes"],
  [
    "a hole in an array",
    list(int),
    Object.assign(new Array(3), { 0: 1, 2: 3 }),
    "p[1]: expected an integer, got undefined",
  ],
  ["a short tuple", tuple(int, string), [1], "p: expected an array of 2 elements, got an array of 1 element"],
  ["a wrong tuple element", tuple(int, string), [1, 2], "p[1]: expected a string, got the number 2"],
  ["a Map for a record", record(int), new Map(), "p: expected an object, got a value of class Map"],
  ["a wrong value of a record", record(int), { "a b": "x" }, 'p["a b"]: expected an integer, got the string "x"'],
  ["a lone surrogate in a key", record(int), { "\udc00": 1 }, "expected a key of well-formed text"],
  ["an array for a struct", point, [], "p: expected an object, got an array of 0 elements"],
  ["a missing field", point, { x: 1 }, "p.y: expected a number, got nothing"],
  [
    "an unknown field",
    point,
    { x: 1, y: 2, z: 3 },
    "p.z: expected no such field (the type has x, y, label), got the number 3",
  ],
  ["null for an optional field", point, { x: 1, y: 2, label: null }, "p.label: expected a string, got null"],
  [
    "a field of the prototype",
    point,
    Object.assign(Object.create({ x: 1 }), { y: 2 }),
    "p.x: expected an integer, got nothing",
  ],
  ["a path for a file", file, "a.csv", 'p: expected a FlyteFile<"csv">, got the string "a.csv"'],
  ["no variant", union(int, string, none), true, "p: expected an integer, a string or null, got true"],
  ["no number of the variants", union(int, string), 1.5, "p: expected an integer or a string, got the number 1.5"],
  [
    "a wrong part of the only variant",
    union(point, none),
    { x: 1, y: "2" },
    'p.y: expected a number, got the string "2"',
  ],
  [
    "a deep part",
    record(list(point)),
    {
      a: [
        { x: 1, y: 1 },
        { x: "1", y: 1 },
      ],
    },
    "p.a[1].x: expected an integer",
  ],
];

for (const [name, schema, value, expected] of wrong) {
  refusals(`${name} is refused: ${expected}`, () => {
    const message = messageOf(() => encode(schema, value));
    assert.ok(message.includes(expected), message);
    assert.ok(message.startsWith('The input "p" of task flows.mean is not of its type: '), message);
    assert.match(message, /\n {2}at task flows\.mean \(flows\.ts:3:20\)\n {2}fix: pass a value of the declared type/);
  });
}

refusals("every wrong part is named", () => {
  const message = messageOf(() =>
    encode(list(point), [
      { x: "1", y: 1 },
      { x: 1, y: 1 },
      { y: null, zz: 0 },
    ]),
  );
  assert.match(message, /is not of its type, in 4 places\n/);
  for (const part of [
    "p[0].x: expected an integer",
    "p[2].x: expected an integer, got nothing",
    "p[2].y: expected a number, got null",
    "p[2].zz: ",
  ]) {
    assert.ok(message.includes(`  at ${part}`), message);
  }
});

refusals("thousands of wrong parts are counted and not listed", () => {
  const message = messageOf(() =>
    encode(
      list(int),
      Array.from({ length: 50_000 }, () => "x"),
    ),
  );
  assert.ok(message.split("\n").length < 30, message);
  assert.match(message, /in 50000 places/);
  assert.match(message, /… and 49980 more/);
});

refusals("a value that contains itself is named where it does", () => {
  const tree: { value: number; children: unknown[] } = { value: 1, children: [{ value: 2, children: [] }] };
  (tree.children[0] as { children: unknown[] }).children.push(tree.children[0]);
  assert.match(
    messageOf(() => encode(ref("Tree"), tree)),
    /p\.children\[0\]\.children\[0\]: expected a value without cycles, got a reference back to children\[0\]/,
  );
  const endless: unknown[] = [];
  endless.push(endless);
  assert.match(
    messageOf(() => encode(ref("List"), endless)),
    /p\[0\]: .* a reference back to the value itself/,
  );
});

refusals("a value that is nested too deeply is refused, and so is a literal", () => {
  let deep: unknown[] = [];
  for (let level = 0; level < 5000; level++) deep = [deep];
  assert.match(
    messageOf(() => encode(ref("List"), deep)),
    /expected at most 200 levels of nesting, got more/,
  );
  let literal: Literal = { kind: "collection", literals: [] };
  for (let level = 0; level < 300; level++) literal = { kind: "collection", literals: [literal] };
  assert.match(
    messageOf(() => decode(ref("List"), literal)),
    /expected at most 200 levels of nesting/,
  );
  let fine: unknown[] = [];
  for (let level = 0; level < 150; level++) fine = [fine];
  assert.equal(roundTrip(ref("List"), fine), fine);
});

refusals("values that cannot be looked at are refused, not fatal", () => {
  const trap = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no keys");
      },
      getPrototypeOf: () => {
        throw new Error("no prototype");
      },
    },
  );
  assert.match(
    messageOf(() => encode(int, trap)),
    /expected an integer, got a value that cannot be looked at/,
  );
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.match(
    messageOf(() => encode(string, proxy)),
    /a value that cannot be looked at/,
  );
});

refusals.run();

const acceptance = suite("values that come back as they were");

const good: readonly (readonly [string, Schema, unknown])[] = [
  ["an optional field left out", point, { x: 1, y: 2 }],
  ["an empty struct", struct({}), {}],
  [
    "a struct of more than 15 fields",
    struct(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, int]))),
    Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, i])),
  ],
  [
    "fields named as inherited ones",
    struct({ constructor: int, toString: string, hasOwnProperty: int }, ["hasOwnProperty"]),
    { constructor: 1, toString: "x" },
  ],
  ["a record with hostile keys", record(int), JSON.parse('{"__proto__":1,"constructor":2,"":3,"10":4,"2":5}')],
  [
    "a record inside a struct with hostile keys",
    struct({ r: record(int) }),
    { r: JSON.parse('{"__proto__":1,"toString":2}') },
  ],
  ["a date with milliseconds in a struct", struct({ d: datetime }), { d: new Date(1_700_000_000_123) }],
  [
    "a date or a text in a struct",
    list(struct({ d: union(string, datetime) })),
    [{ d: new Date(5) }, { d: "2024-01-01" }],
  ],
  ["undefined where the type has it", struct({ a: union(int, missing) }), { a: undefined }],
  ["null in a struct", struct({ a: union(int, none) }), { a: null }],
  [
    "every integer width in msgpack",
    list(struct({ n: int })),
    [
      0,
      127,
      128,
      255,
      256,
      65_535,
      65_536,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 53 - 1,
      -1,
      -32,
      -33,
      -128,
      -129,
      -32_768,
      -32_769,
      -(2 ** 31),
      -(2 ** 31) - 1,
      -(2 ** 53 - 1),
    ].map((n) => ({ n })),
  ],
  ["bigints in msgpack", struct({ n: list(bigint) }), { n: [0n, 2n ** 53n, -(2n ** 63n), 2n ** 63n - 1n] }],
  [
    "texts of every length in msgpack",
    struct({ s: list(string) }),
    { s: [0, 1, 31, 32, 255, 256, 65_535, 65_536].map((n) => "é".repeat(n)) },
  ],
  ["a large array in msgpack", struct({ a: list(int) }), { a: Array.from({ length: 70_000 }, (_, i) => i) }],
  ["a recursive struct", ref("Tree"), { value: 1, children: [{ value: 2, children: [] }] }],
  [
    "structs told apart by a constant",
    list(union(ref("A"), ref("B"))),
    [
      { kind: "b", n: 1 },
      { kind: "a", n: 2 },
    ],
  ],
  ["structs told apart by a field", list(union(ref("Narrow"), ref("Wide"))), [{ n: 1, m: 2 }, { n: 1 }]],
  [
    "structs told apart inside a struct",
    struct({ u: list(union(ref("Narrow"), ref("Wide"))) }),
    { u: [{ n: 1, m: 2 }, { n: 1 }] },
  ],
  ["arrays of two types", list(union(list(int), list(string))), [["a"], [1], []]],
  ["a union of literals and text", union({ type: "integer", enum: [1, 2] }, string), 2],
  ["a tuple", tuple(int, string, int), [1, "a", 2]],
  ["a tuple of one type", tuple(float, float), [1, 2]],
  ["an empty tuple", tuple(), []],
  ["numeric constants", list({ type: "number", enum: [0.5, 1] }), [1, 0.5]],
  ["NaN in a struct", struct({ f: float }), { f: Number.NaN }],
];

for (const [name, schema, value] of good) {
  acceptance(name, () => {
    assert.equal(roundTrip(schema, value), value);
    assert.ok(encodeLiteral(encode(schema, value)).length >= 0);
  });
}

acceptance("an instance of a class is the data that it holds", () => {
  class Point {
    x = 1;
    y = 2;
    get label(): string {
      return "inherited, so no data";
    }
  }
  assert.equal(roundTrip(point, new Point()), { x: 1, y: 2 });
});

acceptance("nothing of a value is polluted by its keys", () => {
  const value = roundTrip(record(record(int)), JSON.parse('{"__proto__":{"polluted":1}}'));
  assert.is(({} as { polluted?: number }).polluted, undefined);
  assert.is(Object.getPrototypeOf(value), Object.prototype);
});

acceptance("a pickled value crosses as a stored object", async () => {
  const access = memoryAccess();
  const outbox = new Outbox(access);
  const codec = codecOf({ "x-flyte": { type: "pickle" } }, root);
  const literal = codec.encode(new Map([["a", new Set([1n])]]), place, outbox);
  await outbox.settle();
  assert.is(literal.kind, "blob");
  const bytes = access.objects.get(literal.kind === "blob" ? literal.uri : "") as Uint8Array;
  assert.equal(
    codec.decode({ kind: "binary", value: bytes, tag: "v8" }, place, access),
    new Map([["a", new Set([1n])]]),
  );
  assert.match(
    messageOf(() => encode({ "x-flyte": { type: "pickle" } }, () => 1)),
    /expected a value that v8\.serialize can write, got a function/,
  );
  assert.match(
    messageOf(() => decode({ "x-flyte": { type: "pickle" } }, { kind: "binary", value: Uint8Array.of(1), tag: "v8" })),
    /expected what v8\.serialize wrote, got 1 bytes/,
  );
});

acceptance.run();

const reading = suite("literals that others wrote");

reading("an integer that a number cannot hold is refused with the remedy's type", () => {
  assert.match(
    messageOf(() => decode(int, { kind: "integer", value: 2n ** 60n })),
    /expected an integer, got the integer 1152921504606846976/,
  );
  assert.is(decode(bigint, { kind: "integer", value: 7 }), 7n);
});

reading("fields that the struct does not have are left out", () => {
  const wide = encode(struct({ x: int, y: float, more: string }), { x: 1, y: 2, more: "?" });
  assert.equal(decode(point, wide), { x: 1, y: 2 });
});

reading("null for an optional field means that it was not given", () => {
  const literal: Literal = { kind: "generic", value: { x: 1, y: 2, label: null } };
  assert.equal(decode(point, literal), { x: 1, y: 2 });
  assert.match(
    messageOf(() => decode(point, { kind: "generic", value: { x: null, y: 1 } })),
    /p\.x: expected an integer, got null/,
  );
});

reading("a union's value is read bare, wrapped, wrapped as another's variant, and cut out of a struct", () => {
  const both = union(int, string);
  const type = (simple: "integer" | "float", tag: string) => ({ kind: "simple", simple, structure: { tag } }) as const;
  assert.is(decode(both, { kind: "integer", value: 1 }), 1);
  assert.is(decode(both, { kind: "union", value: { kind: "integer", value: 1 }, type: type("integer", "int") }), 1);
  assert.is(decode(both, { kind: "union", value: { kind: "string", value: "1" }, type: type("float", "odd") }), "1");
  assert.is(decode(both, { kind: "binary", value: Uint8Array.of(0xa1, 0x61), tag: "msgpack" }), "a");
  assert.is(decode(int, { kind: "union", value: { kind: "integer", value: 1 }, type: type("integer", "int") }), 1);
  assert.match(
    messageOf(() => decode(both, { kind: "boolean", value: true })),
    /expected an integer or a string, got true/,
  );
});

reading("times in every spelling of ISO 8601 are read, without a zone as UTC", () => {
  const read = (time: string): unknown =>
    (decode(struct({ d: datetime }), { kind: "generic", value: { d: time } }) as { d: Date }).d.toISOString();
  assert.is(read("2024-01-02T03:04:05+00:00"), "2024-01-02T03:04:05.000Z");
  assert.is(read("2024-01-02T03:04:05.123456"), "2024-01-02T03:04:05.123Z");
  assert.is(read("2024-01-02 03:04:05+0530"), "2024-01-01T21:34:05.000Z");
  assert.is(read("2024-01-02"), "2024-01-02T00:00:00.000Z");
  for (const bad of ["yesterday", "2024-13-01", "2024-01-02T25:00", "0000-01-01", "Jan 1 2024"]) {
    assert.match(
      messageOf(() => read(bad)),
      /expected a valid Date/,
      bad,
    );
  }
});

reading("literals of other kinds are refused in words", () => {
  const cases: readonly (readonly [Schema, Literal, RegExp])[] = [
    [string, { kind: "none" }, /expected a string, got null/],
    [int, { kind: "float", value: 1 }, /expected an integer, got the float 1/],
    [point, { kind: "binary", value: Uint8Array.of(1), tag: "cbor" }, /expected an object, got 1 bytes of cbor/],
    [
      point,
      { kind: "binary", value: Uint8Array.of(0x93), tag: "msgpack" },
      /The bytes of a msgpack value cannot be read/,
    ],
    [
      file,
      { kind: "blob", uri: "s3://b/d", format: "", dimensionality: "multipart" },
      /got a directory \(s3:\/\/b\/d\)/,
    ],
    [string, { kind: "error", failedNodeId: "n0", message: "x" }, /expected a string, got a error|got an error/],
  ];
  for (const [schema, literal, message] of cases)
    assert.match(
      messageOf(() => decode(schema, literal)),
      message,
    );
});

reading.run();

const all = suite("all inputs of a task at once");

const schema = variables({
  a: int,
  b: { ...string, default: "x" },
  c: union(float, missing),
  when: { ...datetime, default: "2024-01-01T00:00:00Z" },
});
const inputs = { entity: "task flows.mean", role: "input" } as const;

all("defaults are filled in, also for dates", () => {
  const literals = encodeVariables(schema, { a: 1 }, inputs, new Outbox(memoryAccess()));
  assert.equal(literals["b"], { kind: "string", value: "x" });
  assert.is(literals["c"]?.kind, "union");
  const values = decodeVariables(schema, literals, inputs, memoryAccess());
  assert.equal(values, { a: 1, b: "x", c: undefined, when: new Date("2024-01-01T00:00:00Z") });
  assert.equal(decodeVariables(schema, { a: { kind: "integer", value: 1 } }, inputs, memoryAccess()), values);
});

all("missing, unknown and wrong inputs are each named", () => {
  const outbox = new Outbox(memoryAccess());
  const wrongInputs = messageOf(() => encodeVariables(schema, { a: "1", b: 2 }, inputs, outbox));
  assert.match(
    wrongInputs,
    /^The inputs "a", "b" of task flows\.mean are not of their types, in 2 places\n {2}at a: expected an integer, got the string "1"\n {2}at b: /,
  );
  const lost = messageOf(() => decodeVariables(schema, {}, inputs, memoryAccess()));
  assert.match(
    lost,
    /^The input "a" \(an integer\) of task flows\.mean is missing\n[\s\S]*fix: pass a value, or give the parameter a default/,
  );
  const extra = messageOf(() => encodeVariables(schema, { a: 1, aa: 2, toString: 3 }, inputs, outbox));
  assert.match(
    extra,
    /^The inputs "aa", "toString" are unknown to task flows\.mean, which has the inputs a, b, c, when\n[\s\S]*fix: check the spelling/,
  );
  const output = { ...inputs, role: "output" } as const;
  assert.match(
    messageOf(() => encodeVariables(schema, {}, output, outbox)),
    /^The output "a" \(an integer\) of task flows\.mean is missing[\s\S]*fix: return a value for every declared output/,
  );
});

all.run();

const files = suite("files in values");

files("a local file gets its URI at once and is sent when the outbox is settled, once", async () => {
  const access = memoryAccess();
  const outbox = new Outbox(access);
  const one = new FlyteFile("out/report.csv");
  const codec = codecOf(struct({ a: file, all: list(file) }), root);
  const literal = codec.encode({ a: one, all: [one, new FlyteFile("s3://b/k")] }, place, outbox);
  assert.is(access.objects.size, 0);
  await outbox.settle();
  await outbox.settle();
  assert.equal([...access.objects], [["mem://raw/0/report.csv", "out/report.csv"]]);
  const value = codec.decode(literal, place, access) as { a: FlyteFile; all: FlyteFile[] };
  assert.equal(
    [value.a.uri, ...value.all.map((item) => item.uri)],
    ["mem://raw/0/report.csv", "mem://raw/0/report.csv", "s3://b/k"],
  );
  assert.is(await value.a.path(), "/downloads/raw/0/report.csv");
});

files("a value that is refused sends nothing", async () => {
  const access = memoryAccess();
  const outbox = new Outbox(access);
  assert.throws(() =>
    codecOf(list(union(struct({ f: file, n: int }), none)), root).encode(
      [{ f: new FlyteFile("a"), n: "x" }],
      place,
      outbox,
    ),
  );
  await outbox.settle();
  assert.is(access.objects.size, 0);
});

files("a variant that is tried and rejected sends nothing", async () => {
  const access = memoryAccess();
  const outbox = new Outbox(access);
  const schema = union(struct({ f: file, n: int }), struct({ f: file, n: string }));
  codecOf(schema, root).encode({ f: new FlyteFile("a.csv"), n: "x" }, place, outbox);
  await outbox.settle();
  assert.is(access.objects.size, 1);
});

files.run();
