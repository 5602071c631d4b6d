import type { Json, JsonObject } from "../../src/metadata/index.ts";
import type { Literal, LiteralFacts, LiteralType, Scalar, SimpleType, TypeFacts } from "../../src/model/index.ts";
import type { Random } from "./random.ts";

const simpleTypes: readonly SimpleType[] = [
  "none",
  "integer",
  "float",
  "string",
  "boolean",
  "datetime",
  "duration",
  "binary",
  "error",
  "struct",
];
const strings = [
  "",
  "a",
  "o0",
  "ü€𝄞",
  "a\u0000b",
  "constructor",
  "toString",
  "hasOwnProperty",
  "1",
  " ",
  "x".repeat(300),
];
const keys = [...strings, "__proto__", "0", "-1", "length", "$typeName", "value"];
const integers = [0, 1, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, -(2 ** 53 - 1), 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)];
const floats = [0, -0, 1.5, 1e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Any literal type, with or without facts, up to `depth` levels deep. */
export function randomLiteralType(random: Random, depth: number): LiteralType {
  return { ...randomKind(random, depth), ...randomFacts(random, depth) };
}

/** Any literal, with or without facts, up to `depth` levels deep. */
export function randomLiteral(random: Random, depth: number): Literal {
  const facts: LiteralFacts = {
    ...(random.chance(0.1) ? { hash: `hash ${random.below(9)}` } : {}),
    ...(random.chance(0.1) ? { metadata: { [random.pick(keys)]: random.pick(strings) } } : {}),
  };
  return { ...randomLiteralValue(random, depth), ...facts };
}

function randomKind(random: Random, depth: number): LiteralType {
  const inner = (): LiteralType => randomLiteralType(random, depth - 1);
  switch (random.below(depth > 0 ? 7 : 3)) {
    case 0:
      return { kind: "enum", values: several(random, () => random.pick(strings)) };
    case 1:
      return { kind: "blob", format: random.pick(strings), dimensionality: random.pick(["single", "multipart"]) };
    case 3:
      return { kind: "collection", elementType: inner() };
    case 4:
      return { kind: "map", valueType: inner() };
    case 5:
      return randomDatasetType(random, depth);
    case 6:
      return { kind: "union", variants: several(random, inner) };
    default:
      return { kind: "simple", simple: random.pick(simpleTypes) };
  }
}

function randomDatasetType(random: Random, depth: number): LiteralType & { readonly kind: "structured-dataset" } {
  const columns = several(random, () => ({
    name: random.pick(keys),
    literalType: randomLiteralType(random, depth - 1),
  }));
  return { kind: "structured-dataset", columns, format: random.pick(strings) };
}

function randomFacts(random: Random, depth: number): TypeFacts {
  return {
    ...(random.chance(0.2) ? { metadata: randomJsonObject(random, 2) } : {}),
    ...(random.chance(0.2) ? { annotation: randomJsonObject(random, 1) } : {}),
    ...(random.chance(0.2) ? { structure: { tag: "int" } } : {}),
    ...(random.chance(0.2) && depth > 0
      ? { structure: { dataclassType: { [random.pick(keys)]: randomLiteralType(random, depth - 1) } } }
      : {}),
  };
}

function randomLiteralValue(random: Random, depth: number): Literal {
  const inner = (): Literal => randomLiteral(random, depth - 1);
  if (depth === 0 || random.chance(0.4)) return randomScalar(random, depth);
  switch (random.below(3)) {
    case 0:
      return { kind: "collection", literals: several(random, inner) };
    case 1:
      return { kind: "map", literals: Object.fromEntries(several(random, () => [random.pick(keys), inner()])) };
    default:
      return {
        kind: "offloaded",
        uri: random.pick(strings),
        sizeBytes: random.pick([0n, 1n, 2n ** 64n - 1n]),
        ...(random.chance(0.5) ? { inferredType: randomLiteralType(random, depth - 1) } : {}),
      };
  }
}

function randomScalar(random: Random, depth: number): Scalar {
  switch (random.below(depth > 0 ? 13 : 11)) {
    case 0:
      return { kind: "integer", value: random.pick(integers) };
    case 1:
      return { kind: "float", value: random.pick(floats) };
    case 2:
      return { kind: "string", value: random.pick(strings) };
    case 3:
      return { kind: "boolean", value: random.chance(0.5) };
    case 4:
      return {
        kind: "datetime",
        value: { seconds: BigInt(random.below(2 ** 33) - 2 ** 32), nanos: random.below(1e9) },
      };
    case 5:
      return {
        kind: "duration",
        value: random.pick([
          { seconds: 0n, nanos: -1000 },
          { seconds: -5n, nanos: 0 },
        ]),
      };
    case 6:
      return { kind: "none" };
    case 7:
      return { kind: "binary", value: Uint8Array.from(several(random, () => random.below(256))), tag: "msgpack" };
    case 8:
      return { kind: "blob", uri: random.pick(strings), format: random.pick(strings), dimensionality: "multipart" };
    case 9:
      return { kind: "error", failedNodeId: random.pick(strings), message: random.pick(strings) };
    case 10:
      return { kind: "generic", value: randomJsonObject(random, 2) };
    case 11: {
      const typed = random.chance(0.5) ? { type: randomDatasetType(random, depth) } : {};
      return { kind: "structured-dataset", uri: random.pick(strings), ...typed };
    }
    default:
      return {
        kind: "union",
        value: randomLiteral(random, depth - 1),
        type: randomLiteralType(random, depth - 1),
      };
  }
}

function randomJsonObject(random: Random, depth: number): JsonObject {
  return Object.fromEntries(several(random, () => [random.pick(keys), randomJson(random, depth)]));
}

function randomJson(random: Random, depth: number): Json {
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick([0, 1.5, -7, 1e300]);
    case 3:
      return random.pick(strings);
    case 4:
      return several(random, () => randomJson(random, depth - 1));
    default:
      return randomJsonObject(random, depth - 1);
  }
}

function several<T>(random: Random, make: () => T): T[] {
  return Array.from({ length: random.below(4) }, make);
}
