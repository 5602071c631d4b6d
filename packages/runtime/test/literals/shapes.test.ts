import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Schema } from "../../src/metadata/index.ts";
import { encode, messageOf, roundTrip, typeJson } from "../support/literals.ts";
import { float, int, list, record, struct, text, union } from "../support/metadata.ts";

const json: Schema = { "x-flyte": { type: "json" } };
const tuple = (prefixItems: readonly Schema[], required: number, rest?: Schema): Schema => ({
  type: "array",
  ...(prefixItems.length === 0 ? {} : { prefixItems }),
  items: rest ?? false,
  minItems: required,
});

const tuples = suite("tuples");

const values: readonly (readonly [string, Schema, unknown])[] = [
  ["an optional element that is there", tuple([int, text], 1), [1, "a"]],
  ["an optional element that is not", tuple([int, text], 1), [1]],
  ["no rest", tuple([text], 1, int), ["a"]],
  ["a rest", tuple([text], 1, int), ["a", 1, 2, 3]],
  ["a rest behind an optional element", tuple([text, float], 1, int), ["a", 0.5, 1]],
  ["nothing", tuple([], 0), []],
  [
    "numbers that are what no number equals",
    tuple([float, float, float], 3),
    [-0, Number.NaN, Number.NEGATIVE_INFINITY],
  ],
];

for (const [name, schema, value] of values) {
  tuples(`with ${name} come back, alone and in a struct`, () => {
    assert.equal(roundTrip(schema, value), value);
    assert.equal(roundTrip(struct("S", { t: schema }), { t: value }), { t: value });
  });
}

tuples("leave out optional elements that are undefined at the end", () => {
  assert.equal(roundTrip(tuple([int, text], 1), [1, undefined]), [1]);
  assert.equal(roundTrip(struct("S", { t: tuple([int, text], 1) }), { t: [1, undefined] }), { t: [1] });
});

tuples("are collections of their types", () => {
  assert.equal(typeJson(tuple([int], 1, int)), { collectionType: { simple: "INTEGER" } });
  assert.equal(typeJson(tuple([int], 1, text))["collectionType"], {
    unionType: {
      variants: [
        { simple: "INTEGER", structure: { tag: "int" } },
        { simple: "STRING", structure: { tag: "str" } },
      ],
    },
  });
});

for (const [name, schema, value, message] of [
  ["too few", tuple([int, text], 1), [], "expected an array of 1 to 2 elements, got an array of 0 elements"],
  ["too many", tuple([int, text], 1), [1, "a", 2], "expected an array of 1 to 2 elements"],
  ["too few before a rest", tuple([text], 1, int), [], "expected an array of at least 1 element"],
  ["a wrong rest", tuple([text], 1, int), ["a", 1, "b"], "p[2]: expected an integer"],
  ["an element of an empty one", tuple([], 0), [1], "expected an array of 0 elements"],
] as const) {
  tuples(`of ${name} are refused`, () => {
    const found = messageOf(() => encode(schema, value));
    assert.ok(found.includes(message), found);
  });
}

tuples.run();

const keys = suite("objects with keys that are data");

const numbered: Schema = { type: "object", propertyNames: { pattern: "^-?\\d+$" }, additionalProperties: text };
const dataKeys: Schema = { type: "object", patternProperties: { "^data-": int }, additionalProperties: false };
const open: Schema = {
  type: "object",
  title: "Open",
  properties: { id: int },
  required: ["id"],
  patternProperties: { "^x-": text },
  additionalProperties: float,
};

keys("of one kind are maps", () => {
  assert.equal(typeJson(numbered), { mapValueType: { simple: "STRING" } });
  assert.equal(typeJson(dataKeys), { mapValueType: { simple: "INTEGER" } });
  assert.equal(roundTrip(numbered, { 1: "a", "-2": "b" }), { 1: "a", "-2": "b" });
  assert.equal(roundTrip(struct("S", { r: dataKeys }), { r: { "data-a": 1 } }), { r: { "data-a": 1 } });
});

keys("have to match their pattern, written and read", () => {
  assert.match(
    messageOf(() => encode(numbered, { one: "a" })),
    /p\.one: expected a key that matches \^-\?\\d\+\$, got the string "one"/,
  );
  assert.match(
    messageOf(() => roundTrip(struct("S", { r: dataKeys }), { r: { other: 1 } })),
    /p\.r\.other: expected a key that matches \^data-/,
  );
});

keys("may stand beside fields", () => {
  const value = { id: 1, "x-a": "text", other: 0.5 };
  assert.equal(roundTrip(open, value), value);
  assert.equal(roundTrip(open, JSON.parse('{"id":1,"__proto__":2}')), JSON.parse('{"id":1,"__proto__":2}'));
  assert.match(
    messageOf(() => encode(open, { id: 1, "x-a": 5 })),
    /p\["x-a"\]: expected a string, got the number 5/,
  );
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, index + 0.5]));
  assert.equal(roundTrip(open, { id: 1, ...many }), { id: 1, ...many });
  const anything: Schema = { type: "object", properties: { id: int }, required: ["id"], additionalProperties: json };
  assert.equal(roundTrip(anything, { id: 1, more: [{ a: null }] }), { id: 1, more: [{ a: null }] });
});

keys("that match nothing are refused", () => {
  const narrow: Schema = { ...open, additionalProperties: false };
  assert.match(
    messageOf(() => encode(narrow, { id: 1, other: 1 })),
    /p\.other: expected no such field/,
  );
});

keys.run();

const kind = (value: string): Schema => ({ type: "string", const: value });
const shapes = suite("unions of structs");

const circle = struct("Circle", { kind: kind("circle"), radius: float });
const square = struct("Square", { kind: kind("square"), side: float });
const shape = union(circle, square);

shapes("are told apart by their constant, and what is wrong is said of the right one", () => {
  assert.equal(roundTrip(list(shape), [{ kind: "square", side: 1 }]), [{ kind: "square", side: 1 }]);
  assert.match(
    messageOf(() => encode(shape, { kind: "square", side: "1" })),
    /p\.side: expected a number, got the string "1"/,
  );
  assert.match(
    messageOf(() => encode(struct("S", { s: shape }), { s: { kind: "circle", side: 1 } })),
    /p\.s\.radius: expected a number, got nothing/,
  );
  assert.match(
    messageOf(() => encode(shape, { kind: "triangle" })),
    /p\.kind: expected one of "circle", "square", got the string "triangle"/,
  );
});

shapes("beside other types keep their constant", () => {
  const mixed = union(text, circle, square, list(shape));
  for (const value of ["a", { kind: "circle", radius: 2 }, [{ kind: "square", side: 1 }]]) {
    assert.equal(roundTrip(mixed, value), value);
    assert.equal(roundTrip(struct("S", { v: mixed }), { v: value }), { v: value });
  }
});

shapes("write null for an absent field, unless null is a value of its own", () => {
  const fields = { a: int, size: float, label: union(text, { type: "null" }) };
  const schema: Schema = { ...struct("S", fields), required: ["a"] };
  const written = (value: object): string => {
    const literal = encode(schema, value);
    return literal.kind === "binary" ? Buffer.from(literal.value).toString("latin1") : "";
  };
  assert.is(written({ a: 1 }), "\x82\xa1a\x01\xa4size\xc0");
  assert.is(written({ a: 1, label: null }), "\x83\xa1a\x01\xa4size\xc0\xa5label\xc0");
  assert.equal(roundTrip(schema, { a: 1 }), { a: 1 });
  assert.equal(roundTrip(schema, { a: 1, label: null }), { a: 1, label: null });
});

shapes("beside a record are tried in order", () => {
  const mixed = union(circle, record(text));
  assert.equal(roundTrip(mixed, { kind: "circle" }), { kind: "circle" });
  assert.equal(roundTrip(mixed, { kind: "circle", radius: 1 }), { kind: "circle", radius: 1 });
});

shapes.run();
