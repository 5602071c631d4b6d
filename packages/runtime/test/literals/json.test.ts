import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Schema } from "../../src/metadata/index.ts";
import {
  decode,
  encode,
  encodedBytes,
  goldenLiteral,
  goldenLiterals,
  messageOf,
  roundTrip,
  typeJson,
} from "../support/literals.ts";
import { list, record, struct } from "../support/metadata.ts";

const json: Schema = { "x-flyte": { type: "json" } };
const dict = record(json);

const values = suite("values of JSON");

values("a record of them is Python's untyped dict", () => {
  assert.equal(typeJson(dict), goldenLiterals["dict_untyped"]?.type);
  const value = { a: 1, b: [1, 2.5, "s", null, true], c: { d: "e" } };
  assert.is(encodedBytes(dict, value), goldenLiterals["dict_untyped"]?.literal_bytes_b64);
  assert.equal(decode(dict, goldenLiteral("dict_untyped")), value);
  assert.is(encodedBytes(dict, {}), goldenLiterals["dict_untyped_empty"]?.literal_bytes_b64);
});

values("a Python dict with integers for keys is read with texts for keys", () => {
  assert.equal(decode(dict, goldenLiteral("dict_intkeys")), { 1: "a", 2: "b" });
});

const good: readonly (readonly [string, unknown])[] = [
  ["null", null],
  ["a text", "é\u0000"],
  ["numbers of every kind", [0, -0, 1, -1, 0.5, 2 ** 53, 1e300, Number.NaN, Number.POSITIVE_INFINITY, -(2 ** 31)]],
  ["a bigint beyond 53 bits", [2n ** 63n - 1n, -(2n ** 63n), 2n ** 60n]],
  ["hostile keys", JSON.parse('{"__proto__":{"polluted":1},"constructor":null,"":[]}')],
  ["bytes", Uint8Array.of(1, 2, 255)],
];

for (const [name, value] of good) {
  values(`${name} comes back, alone and inside`, () => {
    assert.equal(roundTrip(json, value), value);
    assert.equal(roundTrip(dict, { k: [value] }), { k: [value] });
    assert.equal(roundTrip(struct("S", { a: json, b: dict }), { a: value, b: { x: value } }), {
      a: value,
      b: { x: value },
    });
    assert.equal(roundTrip(list(json), [value]), [value]);
  });
}

values("-0 stays -0", () => assert.ok(Object.is(roundTrip(json, -0), -0)));

values("an object without a prototype is data as well", () => {
  assert.equal(roundTrip(json, Object.assign(Object.create(null), { a: 1 })), { a: 1 });
});

values("a field that is undefined is left out", () => {
  assert.equal(roundTrip(dict, { a: { b: undefined, c: 1 } }), { a: { c: 1 } });
});

values("whole numbers are integers and others are floats of 64 bits", () => {
  const literal = encode(json, [2, 2.5]);
  const hex = literal.kind === "binary" ? Buffer.from(literal.value).toString("hex") : "";
  assert.is(hex, "9202cb4004000000000000");
});

class Point {
  readonly x = 1;
}

const wrong: readonly (readonly [string, unknown, string])[] = [
  ["a function", { a: () => 1 }, "p.a: expected a value of JSON, got a function"],
  ["a symbol", { a: [Symbol("s")] }, "p.a[0]: expected a value of JSON, got a symbol"],
  ["undefined in an array", { a: [1, undefined] }, "p.a[1]: expected a value of JSON, got undefined"],
  ["a class instance", { a: new Point() }, "p.a: expected a value of JSON, got a value of class Point"],
  ["a Map", { a: new Map() }, "p.a: expected a value of JSON, got a value of class Map"],
  ["a Date", { a: new Date(0) }, "p.a: expected a value of JSON, got the Date 1970-01-01T00:00:00.000Z"],
  ["a large bigint", { a: 2n ** 63n }, "beyond 64 bits"],
  ["a lone surrogate", { a: "\ud800" }, "p.a: expected a value of JSON, got a string with a lone surrogate"],
  ["a lone surrogate in a key", { "\ud800": 1 }, "expected a key of well-formed text"],
  ["no object at all", 1, "p: expected an object, got the number 1"],
];

for (const [name, value, message] of wrong) {
  values(`${name} is refused`, () => {
    const text = messageOf(() => encode(dict, value));
    assert.ok(text.includes(message), text);
  });
}

values("a value that contains itself is named where it does", () => {
  const value: { self?: unknown } = {};
  value.self = [value];
  assert.match(
    messageOf(() => encode(dict, value)),
    /p\.self\[0\]: expected a value without cycles/,
  );
});

values("plain literals that others wrote are read", () => {
  assert.equal(
    decode(dict, {
      kind: "map",
      literals: { a: { kind: "integer", value: 1 }, b: { kind: "collection", literals: [{ kind: "none" }] } },
    }),
    { a: 1, b: [null] },
  );
  assert.equal(decode(dict, { kind: "generic", value: { a: [1.5] } }), { a: [1.5] });
  assert.match(
    messageOf(() => decode(json, { kind: "blob", uri: "s3://b/f", format: "", dimensionality: "single" })),
    /expected a value of JSON, got a file \(s3:\/\/b\/f\)/,
  );
});

values.run();
