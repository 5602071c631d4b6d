import { Decimal } from "decimal.js";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { codecOf, decodeLiteral, encodeLiteral, fetchStored, Outbox } from "../../src/literals/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import type { Literal } from "../../src/model/index.ts";
import { registerCodec } from "../../src/types/index.ts";
import {
  decode,
  encode,
  encodedBytes,
  goldenLiterals,
  messageOf,
  rootOf,
  roundTrip,
  typeJson,
} from "../support/literals.ts";
import { int, list, nullable, record, struct, text, tuple, union } from "../support/metadata.ts";
import { memoryAccess, place } from "../support/values.ts";

const coded = (name: string): Schema => ({ "x-flyte": { type: "codec", name } });

registerCodec("decimal", {
  type: { kind: "simple", simple: "string" },
  is: (value) => value instanceof Decimal,
  toLiteral: (value) => ({ kind: "string", value: value.toString() }),
  fromLiteral: (literal) => new Decimal(literal.kind === "string" ? literal.value : Number.NaN),
});

class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}
registerCodec("point", {
  type: { kind: "collection", elementType: { kind: "simple", simple: "float" } },
  is: (value) => value instanceof Point,
  toLiteral: ({ x, y }) => ({
    kind: "collection",
    literals: [
      { kind: "float", value: x },
      { kind: "float", value: y },
    ],
  }),
  fromLiteral: (literal) => {
    const [x, y] = literal.kind === "collection" ? literal.literals : [];
    if (x?.kind !== "float" || y?.kind !== "float") throw new Error("two floats are needed");
    return new Point(x.value, y.value);
  },
});
const codecs = suite("codecs of the user's own");
const decimal = coded("decimal");
const value = new Decimal("0.1000000000000000000000000001");
const same = (actual: unknown): void => assert.ok(actual instanceof Decimal && actual.equals(value), String(actual));

codecs("carry a class as the type that they say, alone and inside everything", () => {
  assert.equal(typeJson(decimal), { simple: "STRING" });
  assert.equal(encode(decimal, value), { kind: "string", value: String(value) });
  same(roundTrip(decimal, value));
  same((roundTrip(list(decimal), [value]) as readonly unknown[])[0]);
  same((roundTrip(record(decimal), { k: value }) as { readonly k: unknown }).k);
  same((roundTrip(tuple(int, decimal), [1, value]) as readonly unknown[])[1]);
  same((roundTrip(struct("S", { d: decimal }), { d: value }) as { readonly d: unknown }).d);
  same((roundTrip(struct("S", { d: list(decimal) }), { d: [value] }) as { readonly d: readonly unknown[] }).d[0]);
  same(roundTrip(nullable(decimal), value));
  assert.is(roundTrip(nullable(decimal), null), null);
  assert.is(roundTrip(union(text, decimal), "a"), "a");
  same(roundTrip(union(text, decimal), value));
});

codecs("of a collection stand in a struct as an array", () => {
  const point = coded("point");
  assert.equal(roundTrip(point, new Point(1, -0.5)), new Point(1, -0.5));
  assert.equal(roundTrip(struct("S", { p: point }), { p: new Point(2, 3) }), { p: new Point(2, 3) });
  assert.equal(typeJson(nullable(point))["unionType"], {
    variants: [
      { collectionType: { simple: "FLOAT" }, structure: { tag: "Typed List" } },
      { simple: "NONE", structure: { tag: "none" } },
    ],
  });
});

codecs("refuse a value of another class, and say what their own functions refuse", () => {
  assert.match(
    messageOf(() => encode(list(decimal), [value, "1"])),
    /p\[1\]: expected a value of the codec "decimal", got the string "1"/,
  );
  assert.match(
    messageOf(() => decode(coded("point"), { kind: "collection", literals: [] })),
    /got a collection of 0, which its fromLiteral refuses: two floats are needed/,
  );
  assert.match(
    messageOf(() => decode(decimal, { kind: "string", value: "no number" })),
    /got the string "no number", which its fromLiteral refuses: \[DecimalError\]/,
  );
});

codecs("that nobody registered are an error with the nearest name", () => {
  assert.is(
    messageOf(() => typeJson(coded("decimals"))),
    [
      'No codec is registered under "decimals": there are decimal, point',
      '  fix: write "decimal", or call registerCodec("decimals", …) in a module that is imported before the tasks that use it',
    ].join("\n"),
  );
  assert.match(
    messageOf(() => encode(coded("unlike"), 1)),
    /fix: call registerCodec\("unlike", …\) in a module/,
  );
});

codecs("may give a hash for the cache, which is flytekit's in the bytes", () => {
  registerCodec("hashed", {
    type: { kind: "simple", simple: "string" },
    is: (item): item is string => typeof item === "string",
    toLiteral: (item) => ({ kind: "string", value: item, hash: `H${item}` }),
    fromLiteral: (literal) => (literal.kind === "string" ? literal.value : ""),
  });
  assert.is(encodedBytes(coded("hashed"), "v"), goldenLiterals["hash_method"]?.literal_bytes_b64);
  assert.is(roundTrip(coded("hashed"), "v"), "v");
});

codecs("need a name", () => {
  assert.match(
    messageOf(() =>
      registerCodec("", {
        type: { kind: "simple", simple: "string" },
        is: (item): item is string => typeof item === "string",
        toLiteral: () => ({ kind: "none" }),
        fromLiteral: () => "",
      }),
    ),
    /^A codec cannot be registered under ""\n {2}fix: give it the name that types say/,
  );
});

codecs.run();

const pickles = suite("values without a type");
const pickle: Schema = { "x-flyte": { type: "pickle" } };

pickles("cross as stored objects, in lists and structs too", async () => {
  const access = memoryAccess();
  const schema = struct("S", { a: pickle, b: int });
  const given = { a: new Map([["k", [new Date(5), 1n, undefined]]]), b: 1 };
  const literal = codecOf(schema, rootOf()).encode(given, place, new Outbox(access));
  assert.equal(decode(schema, decodeLiteral(encodeLiteral(literal))), given);

  const outbox = new Outbox(access);
  const listed = codecOf(list(pickle), rootOf()).encode([new Set([1]), "x"], place, outbox);
  await outbox.settle();
  const { v } = await fetchStored({ v: decodeLiteral(encodeLiteral(listed)) }, access);
  assert.equal(decode(list(pickle), v as Literal), [new Set([1]), "x"]);
});

pickles("that Python wrote are refused, and so is what is typed here and pickled there", () => {
  const literal: Literal = { kind: "blob", uri: "s3://b/x", format: "PythonPickle", dimensionality: "single" };
  const bytes: Schema = { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } };
  for (const schema of [pickle, bytes, int]) {
    assert.match(
      messageOf(() => decode(schema, literal)),
      /got a value that Python pickled and only Python can read \(s3:\/\/b\/x\): give it a type there/,
    );
  }
});

pickles.run();
