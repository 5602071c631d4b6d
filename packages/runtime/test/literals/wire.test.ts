// uvu compares objects by their field "constructor", which random keys include.
import { deepStrictEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { ErrorDocumentSchema } from "../../src/idl/gen/flyteidl/core/errors_pb.ts";
import { LiteralMapSchema, LiteralSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import {
  errorDocumentFromIdl,
  literalFromIdl,
  literalMapFromIdl,
  literalToIdl,
  literalTypeFromIdl,
  literalTypeToIdl,
} from "../../src/idl/index.ts";
import {
  decodeErrorDocument,
  decodeLiteral,
  decodeLiteralMap,
  decodeLiteralType,
  encodeErrorDocument,
  encodeLiteral,
  encodeLiteralMap,
  encodeLiteralType,
} from "../../src/literals/index.ts";
import type { ErrorDocument, Literal, LiteralMap } from "../../src/model/index.ts";
import { createRandom } from "../idl/random.ts";
import { randomLiteral, randomLiteralType } from "../idl/random-literal.ts";

interface Case {
  readonly literal_bytes_b64?: string;
  readonly literal_map_bytes_b64?: string;
}

const file = join(import.meta.dirname, "../golden/literals.json");
const { _literal_map_all_b64: allBytes, ...cases } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly [name: string]: Case;
} & { readonly _literal_map_all_b64: string };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

const golden = suite("flytekit's bytes through the wire codec");

for (const [name, { literal_bytes_b64: literal, literal_map_bytes_b64: map }] of Object.entries(cases)) {
  if (literal === undefined || map === undefined) continue;
  golden(`${name} is read as the generated messages read it, and written back byte for byte`, () => {
    const decoded = decodeLiteral(bytesOf(literal));
    assert.equal(decoded, literalFromIdl(fromBinary(LiteralSchema, bytesOf(literal))));
    assert.is(base64(encodeLiteral(decoded)), literal);
    assert.is(base64(encodeLiteralMap(decodeLiteralMap(bytesOf(map)))), map);
  });
}

golden("a map of all of them is written back, its keys in plain order", () => {
  const decoded = decodeLiteralMap(bytesOf(allBytes));
  assert.ok(Object.keys(decoded).length > 50);
  assert.equal(decoded, literalMapFromIdl(fromBinary(LiteralMapSchema, bytesOf(allBytes))));
  const bytes = encodeLiteralMap(decoded);
  assert.is(bytes.length, bytesOf(allBytes).length);
  const written = decodeLiteralMap(bytes);
  assert.equal(written, decoded);
  assert.equal(Object.keys(written), Object.keys(decoded).sort());
});

golden.run();

const random = suite("random literals against the generated messages");

random("what one codec writes the other reads, both ways", () => {
  const source = createRandom(20_261_122);
  for (let round = 0; round < 2000; round++) {
    const literal = randomLiteral(source, 3);
    deepStrictEqual(literalFromIdl(fromBinary(LiteralSchema, encodeLiteral(literal))), literal);
    deepStrictEqual(decodeLiteral(toBinary(LiteralSchema, literalToIdl(literal))), literal);
    const type = randomLiteralType(source, 3);
    deepStrictEqual(literalTypeFromIdl(fromBinary(LiteralTypeSchema, encodeLiteralType(type))), type);
    deepStrictEqual(decodeLiteralType(toBinary(LiteralTypeSchema, literalTypeToIdl(type))), type);
  }
});

random("integers of every width survive", () => {
  const literals = [...Array(64).keys()].flatMap((bit) => {
    const power = 2n ** BigInt(bit);
    return [power - 1n, power, -power].filter((value) => BigInt.asIntN(64, value) === value);
  });
  for (const value of literals) {
    const decoded = decodeLiteral(encodeLiteral({ kind: "integer", value }));
    assert.is(decoded.kind, "integer");
    assert.is(BigInt((decoded as Literal & { kind: "integer" }).value), value);
    assert.equal(decoded, literalFromIdl(fromBinary(LiteralSchema, encodeLiteral(decoded))));
  }
});

random("an error document is what the generated messages read", () => {
  const document: ErrorDocument = {
    code: "USER:RuntimeError",
    message: "ü\n".repeat(100),
    kind: "recoverable",
    origin: "system",
    timestamp: { seconds: 1_795_362_000n, nanos: 5 },
    worker: "w-0",
  };
  const bytes = encodeErrorDocument(document);
  assert.equal(errorDocumentFromIdl(fromBinary(ErrorDocumentSchema, bytes)), document);
  assert.equal(decodeErrorDocument(bytes), document);
});

random("a key named __proto__ is a key", () => {
  const map = JSON.parse('{"__proto__":{"kind":"none"}}') as LiteralMap;
  const decoded = decodeLiteralMap(encodeLiteralMap(map));
  assert.equal(Object.keys(decoded), ["__proto__"]);
  assert.is(Object.getPrototypeOf(decoded), Object.prototype);
});

random("equal maps are equal bytes, whatever the order of their keys", () => {
  const one: Literal = { kind: "integer", value: 1 };
  assert.equal(encodeLiteralMap({ b: one, a: one, ü: one }), encodeLiteralMap({ ü: one, a: one, b: one }));
});

random.run();

const hostile = suite("bytes that are no literal");

function refusal(bytes: Uint8Array): TsflyteError | undefined {
  try {
    decodeLiteralMap(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof TsflyteError) return error;
    throw error;
  }
}

hostile("a cut document is refused with the place where it ends", () => {
  const bytes = encodeLiteralMap({ a: { kind: "string", value: "hello world" } });
  for (let length = 1; length < bytes.length; length++) {
    assert.is(refusal(bytes.subarray(0, length))?.code, "bad-document", `cut to ${length}`);
  }
  const message = refusal(bytes.subarray(0, 12))?.message ?? "";
  assert.match(message, /^The bytes of a literal map cannot be read: a field of \d+ bytes does not fit \(byte \d+\)/);
  assert.match(message, /fix: check what wrote them, and that the whole of it arrived$/);
});

hostile("text that is no UTF-8 is refused, and the replacement character itself is not", () => {
  assert.match(refusal(Uint8Array.of(0x0a, 3, 0x0a, 1, 0xff))?.message ?? "", /a text is not UTF-8/);
  const odd: LiteralMap = { "\ufffd": { kind: "string", value: "a long text with a \ufffd in it" } };
  assert.equal(decodeLiteralMap(encodeLiteralMap(odd)), odd);
});

hostile("messages without end are refused before the stack ends", () => {
  let bytes: Uint8Array = new Uint8Array();
  for (let level = 0; level < 2500; level++) bytes = wrap(0x12, wrap(0x0a, bytes));
  try {
    decodeLiteral(bytes);
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, /nested more than 1000 levels deep/);
  }
  assert.match(refusal(new Uint8Array(50_000).fill(0x0b))?.message ?? "", /groups are nested more than 1000/);
});

hostile("unknown fields of every wire type are stepped over", () => {
  const known = encodeLiteralMap({ a: { kind: "boolean", value: true } });
  const unknown = [
    [0x50, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    [0x51, 1, 2, 3, 4, 5, 6, 7, 8],
    [0x52, 2, 9, 9],
    [0x55, 1, 2, 3, 4],
    [0x53, 0x08, 1, 0x13, 0x14, 0x54],
  ];
  for (const field of unknown) {
    assert.equal(decodeLiteralMap(new Uint8Array([...field, ...known, ...field])), {
      a: { kind: "boolean", value: true },
    });
  }
});

hostile("a schema literal is named as what it is", () => {
  assert.throws(() => decodeLiteral(Uint8Array.of(0x0a, 2, 0x22, 0)), /A literal holds a FlyteSchema/);
});

hostile("random damage never does worse than an error of this library", () => {
  const source = createRandom(7);
  const all = bytesOf(allBytes);
  let refused = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = all.slice(0, source.chance(0.3) ? source.below(all.length) : all.length);
    for (let change = source.below(8); change >= 0; change--) bytes[source.below(bytes.length)] = source.below(256);
    if (refusal(bytes) !== undefined) refused++;
  }
  for (let round = 0; round < 3000; round++) {
    refusal(Uint8Array.from({ length: source.below(40) }, () => source.below(256)));
  }
  assert.ok(refused > 1000);
});

hostile.run();

/** A field of a length, such as a message. */
function wrap(tag: number, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([Uint8Array.from([tag, ...varint(bytes.length)]), bytes]));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}
