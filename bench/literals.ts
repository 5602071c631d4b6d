/**
 * What crossing the boundary costs: milliseconds from values to the bytes of a literal map, and back.
 *
 *     node bench/literals.ts [repetitions]
 */
import { performance } from "node:perf_hooks";
import {
  decodeLiteralMap,
  decodeVariables,
  encodeLiteralMap,
  encodeVariables,
  Outbox,
} from "../packages/runtime/src/literals/index.ts";
import type { Schema, VariablesSchema } from "../packages/runtime/src/metadata/index.ts";
import type { FileAccess } from "../packages/runtime/src/types/index.ts";

const repetitions = Number(process.argv[2] ?? 15);
const place = { entity: "task bench.task", role: "input" } as const;
const access: FileAccess = {
  newUri: (basename = "") => basename,
  put: async () => {},
  putTree: async () => {},
  get: async (uri) => uri,
  getTree: async (uri) => uri,
  list: async () => [],
  read: async () => new Uint8Array(),
  write: async () => {},
};

const int: Schema = { type: "integer" };
const address: Schema = {
  type: "object",
  title: "Address",
  properties: { street: { type: "string" }, zip: int },
  required: ["street", "zip"],
  additionalProperties: false,
};
const person: Schema = {
  type: "object",
  title: "Person",
  properties: {
    name: { type: "string" },
    age: int,
    height: { type: "number" },
    address,
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["name", "age", "height", "address", "tags"],
  additionalProperties: false,
};
const indices = (length: number): number[] => Array.from({ length }, (_, index) => index);

const cases: readonly (readonly [string, Schema, unknown])[] = [
  ["100,000 integers", { type: "array", items: int }, indices(100_000)],
  ["100,000 floats", { type: "array", items: { type: "number" } }, indices(100_000).map((index) => index / 7)],
  ["100,000 texts", { type: "array", items: { type: "string" } }, indices(100_000).map((index) => `value-${index}`)],
  [
    "100,000 optional integers",
    { type: "array", items: { anyOf: [int, { type: "null" }] } },
    indices(100_000).map((index) => (index % 2 === 0 ? index : null)),
  ],
  [
    "a record of 10,000",
    { type: "object", additionalProperties: int },
    Object.fromEntries(indices(10_000).map((index) => [`key-${index}`, index])),
  ],
  [
    "10,000 structs",
    { type: "array", items: person },
    indices(10_000).map((index) => ({
      name: `name ${index}`,
      age: index % 90,
      height: 1.5,
      address: { street: `Main Street ${index}`, zip: 10_000 + index },
      tags: ["a", "b"],
    })),
  ],
];

for (const [name, schema, value] of cases) {
  const variables: VariablesSchema = {
    type: "object",
    properties: { v: schema },
    required: ["v"],
    additionalProperties: false,
  };
  const there: number[] = [];
  const back: number[] = [];
  let size = 0;
  for (let round = 0; round < repetitions; round++) {
    const start = performance.now();
    const bytes = encodeLiteralMap(encodeVariables(variables, { v: value }, place, new Outbox(access)));
    const middle = performance.now();
    decodeVariables(variables, decodeLiteralMap(bytes), place, access);
    back.push(performance.now() - middle);
    there.push(middle - start);
    size = bytes.length;
  }
  const least = (times: readonly number[]): string =>
    Math.min(...times)
      .toFixed(1)
      .padStart(6);
  const first = (times: readonly number[]): string => (times[0] ?? 0).toFixed(1).padStart(6);
  console.log(
    `${name.padEnd(26)} ${String(size).padStart(9)} bytes   to bytes ${least(there)} ms (first ${first(there)})   back ${least(back)} ms (first ${first(back)})`,
  );
}
