import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { encodeLiteral, fetchStored, literalHash, literalJson, resolveAttrPath } from "../../src/literals/index.ts";
import { PackedMap } from "../../src/literals/msgpack/packed.ts";
import { readMsgpack } from "../../src/literals/msgpack/reader.ts";
import { sliceMsgpack } from "../../src/literals/msgpack/slice.ts";
import { MsgpackWriter } from "../../src/literals/msgpack/writer.ts";
import type { Literal, PathSegment } from "../../src/model/index.ts";
import { createRandom } from "../idl/random.ts";
import { memoryAccess } from "../support/values.ts";

const int = (value: number): Literal => ({ kind: "integer", value });
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

const paths = suite("paths into literals");

/** { a: [10, 2.0, { b: "x" }], c: null } */
const struct: Literal = {
  kind: "binary",
  value: bytes("82a161930acb400000000000000081a162a178a163c0"),
  tag: "msgpack",
};
const nested: Literal = {
  kind: "map",
  literals: { k: { kind: "collection", literals: [int(1), struct] }, toString: int(5) },
};
const hex = (literal: Literal): string =>
  literal.kind === "binary" ? Buffer.from(literal.value).toString("hex") : literal.kind;

paths("lead into collections, maps and unions", () => {
  assert.equal(resolveAttrPath(nested, ["k", 0], "input a"), int(1));
  assert.equal(resolveAttrPath(nested, [], "input a"), nested);
  const union: Literal = { kind: "union", value: nested, type: { kind: "simple", simple: "struct" } };
  assert.equal(resolveAttrPath(union, ["k", 0], "input a"), int(1));
  assert.equal(resolveAttrPath(nested, ["toString"], "input a"), int(5));
});

paths("cut parts out of msgpack without rewriting them", () => {
  assert.is(hex(resolveAttrPath(nested, ["k", 1, "a", 0], "input a")), "0a");
  assert.is(hex(resolveAttrPath(struct, ["a", 1], "input a")), "cb4000000000000000");
  assert.is(hex(resolveAttrPath(struct, ["a", 2], "input a")), "81a162a178");
  assert.is(hex(resolveAttrPath(struct, ["a", 2, "b"], "input a")), "a178");
  assert.is(hex(resolveAttrPath(struct, ["c"], "input a")), "c0");
});

paths("lead into protobuf's Struct", () => {
  const generic: Literal = { kind: "generic", value: { a: [1, { b: true }], n: null, s: "x" } };
  assert.equal(resolveAttrPath(generic, ["a", 0], "o"), { kind: "float", value: 1 });
  assert.equal(resolveAttrPath(generic, ["a", 1], "o"), { kind: "generic", value: { b: true } });
  assert.equal(resolveAttrPath(generic, ["a", 1, "b"], "o"), { kind: "boolean", value: true });
  assert.equal(resolveAttrPath(generic, ["n"], "o"), { kind: "none" });
  assert.is(resolveAttrPath(generic, ["a"], "o").kind, "collection");
});

const lost: readonly (readonly [Literal, readonly PathSegment[], RegExp])[] = [
  [
    nested,
    ["x"],
    /^Nothing stands at \["x"\] of the output o0 of n0: there are the keys k, toString\n {2}at step 1 of the path, "x"\n {2}fix: use a field or index/,
  ],
  [nested, ["k", 7], /Nothing stands at \["k"\]\[7\] .*: the list has 2 elements/],
  [nested, ["k", -1], /the list has 2 elements/],
  [nested, ["constructor"], /there are the keys/],
  [nested, ["k", 0, "deep"], /a integer has no parts/],
  [struct, ["a", 9], /the list has 3 elements/],
  [struct, ["b"], /there are the keys a, c/],
  [struct, ["c", "d"], /there are no keys/],
  [{ kind: "generic", value: { a: 1 } }, ["a", "b"], /the value has no parts/],
  [{ kind: "binary", value: bytes("00"), tag: "cbor" }, ["a"], /bytes of cbor have no parts/],
];

for (const [literal, path, message] of lost) {
  paths(`${JSON.stringify(path)} that leads nowhere says what there is`, () => {
    assert.throws(
      () => resolveAttrPath(literal, path, "output o0 of n0"),
      (error: unknown) =>
        error instanceof TsflyteError && error.code === "bad-reference" && message.test(error.message),
    );
  });
}

paths.run();

const stored = suite("stored literals");

stored("offloaded literals are read, wherever they stand", async () => {
  const access = memoryAccess();
  await access.write("mem://a", encodeLiteral({ kind: "collection", literals: [int(1)] }));
  await access.write("mem://b", encodeLiteral({ kind: "offloaded", uri: "mem://a", sizeBytes: 1n }));
  const offloaded = (uri: string): Literal => ({ kind: "offloaded", uri, sizeBytes: 1n });
  const plain: Literal = { kind: "collection", literals: [int(3)] };
  const fetched = await fetchStored(
    { a: { kind: "collection", literals: [offloaded("mem://b"), int(2)] }, plain },
    access,
  );
  const inner: Literal = { kind: "collection", literals: [int(1)] };
  assert.equal(fetched, { a: { kind: "collection", literals: [inner, int(2)] }, plain });
  assert.is(fetched["plain"], plain, "what refers to nothing is not copied");
});

stored("an offloaded literal that refers to itself ends", async () => {
  const access = memoryAccess();
  const loop: Literal = { kind: "offloaded", uri: "mem://a", sizeBytes: 1n };
  await access.write("mem://a", encodeLiteral(loop));
  assert.equal(await fetchStored({ a: loop }, access), { a: loop });
});

stored("hashes are those of flytekit", () => {
  assert.is(
    literalHash({ kind: "collection", literals: [int(1), int(2)] }),
    "bNHJTMAaDbwq0GVy+AW6wGpJy8s/0J9d/trHjqa6l6I=",
  );
  assert.is(literalHash(int(3)), "cPiyY7l6kvQjALKwWTzybXCjZbJyryx3DX1SrqhkD9U=");
});

stored("times and durations are written as protobuf's JSON writes them", () => {
  const time = (seconds: bigint, nanos: number) => literalJson({ kind: "datetime", value: { seconds, nanos } });
  assert.equal(time(0n, 120_000_000), { scalar: { primitive: { datetime: "1970-01-01T00:00:00.120Z" } } });
  assert.equal(time(-1n, 1), { scalar: { primitive: { datetime: "1969-12-31T23:59:59.000000001Z" } } });
  assert.equal(literalJson({ kind: "duration", value: { seconds: -1n, nanos: -500_000_000 } }), {
    scalar: { primitive: { duration: "-1.500s" } },
  });
});

stored.run();

const msgpack = suite("msgpack");

msgpack("every kind of value is read", () => {
  assert.is(readMsgpack(bytes("ca3fc00000")), 1.5);
  assert.is(readMsgpack(bytes("d3ffffffffffffffff")), -1);
  assert.is(readMsgpack(bytes("cfffffffffffffffff")), 2n ** 64n - 1n);
  assert.equal(readMsgpack(bytes("d6ff00000005")), new Date(5000));
  assert.equal(readMsgpack(bytes("d7ff0000000000000005")), new Date(5000));
  assert.equal(readMsgpack(bytes("c70cff000f42400000000000000005")), new Date(5001));
  assert.equal([...(readMsgpack(bytes("c403010203")) as Uint8Array)], [1, 2, 3]);
  assert.equal(readMsgpack(bytes("8201c2a178c3")), new PackedMap(["1", "x"], [false, true]));
  assert.equal(readMsgpack(bytes("dc0001c0")), [null]);
});

for (const [text, message] of [
  ["", /it ends where a value should begin \(byte 0\)/],
  ["c1", /the byte 0xc1 begins no value/],
  ["93c0c0", /it ends within 3 announced elements/],
  ["ddffffffff", /it ends within 4294967295 announced elements/],
  ["dfffffffff", /announced elements/],
  ["dbffffffff", /it ends within 4294967295 announced bytes/],
  ["a2c3", /announced bytes/],
  ["a1ff", /a string is not UTF-8/],
  ["c0c0", /1 bytes follow the value/],
  ["8180c0", /a map key is no string or number/],
  ["d40100", /the extension 1 of 1 bytes is unknown/],
  [`${"91".repeat(600)}c0`, /nested more than 500 levels deep/],
] as const) {
  msgpack(`${text.slice(0, 12)} is refused: ${message.source}`, () => {
    assert.throws(
      () => readMsgpack(bytes(text)),
      (error: unknown) => error instanceof TsflyteError && error.code === "bad-document" && message.test(error.message),
    );
  });
}

msgpack("random bytes never do worse than an error of this library", () => {
  const random = createRandom(11);
  for (let round = 0; round < 20_000; round++) {
    const input = Uint8Array.from({ length: random.below(30) }, () => random.below(256));
    for (const work of [() => readMsgpack(input), () => sliceMsgpack(input, ["a", 1, "b"])]) {
      try {
        work();
      } catch (error) {
        if (!(error instanceof TsflyteError)) throw error;
      }
    }
  }
});

msgpack("what is taken from a writer stays as it is while the writer goes on", () => {
  const writer = new MsgpackWriter();
  const taken = Array.from({ length: 3000 }, (_, index) => {
    writer.string(`value ${index} ${"x".repeat(index % 50)}`);
    return writer.take();
  });
  taken.forEach((item, index) => {
    assert.is(readMsgpack(item), `value ${index} ${"x".repeat(index % 50)}`);
  });
});

msgpack.run();
