/**
 * What crossing the boundary costs: milliseconds from values to the bytes of a literal map, and back. With a Python that has
 * flytekit, flytekit does the same in the same run.
 *
 *     node --conditions=source bench/types.ts [repetitions]
 *     TSFLYTE_PYTHON=.venv/bin/python node --conditions=source bench/types.ts
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  decodeLiteralMap,
  decodeVariables,
  encodeLiteralMap,
  encodeVariables,
  Outbox,
} from "../packages/runtime/src/literals/index.ts";
import type { Schema, VariablesSchema } from "../packages/runtime/src/metadata/index.ts";
import { noStorage } from "../packages/runtime/src/types/index.ts";
import { numbers, type Row, report } from "./report.ts";

const [repetitions = 15] = numbers;
const place = { entity: "task bench.task", role: "input" } as const;

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

/** The least milliseconds in each direction. */
interface Cost {
  readonly encode: number;
  readonly decode: number;
}

function measure(schema: Schema, value: unknown): Cost {
  const variables: VariablesSchema = {
    type: "object",
    properties: { v: schema },
    required: ["v"],
    additionalProperties: false,
  };
  const costs = Array.from({ length: repetitions }, (): Cost => {
    const start = performance.now();
    const bytes = encodeLiteralMap(encodeVariables(variables, { v: value }, place, new Outbox(noStorage)));
    const middle = performance.now();
    decodeVariables(variables, decodeLiteralMap(bytes), place, noStorage);
    return { encode: middle - start, decode: performance.now() - middle };
  });
  return {
    encode: Math.min(...costs.map((cost) => cost.encode)),
    decode: Math.min(...costs.map((cost) => cost.decode)),
  };
}

/** What flytekit takes for the same values, by name; nothing without a Python that has it. */
function measureFlytekit(): { readonly [name: string]: Cost } {
  const python = process.env["TSFLYTE_PYTHON"];
  if (python === undefined || python === "") return {};
  const script = join(import.meta.dirname, "flytekit_types.py");
  const text = execFileSync(python, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(text.trim().split("\n").at(-1) ?? "{}") as { readonly [name: string]: Cost };
}

const flytekit = measureFlytekit();
const rows = cases.flatMap(([name, schema, value]): readonly Row[] => {
  const own = measure(schema, value);
  const other = flytekit[name];
  return (["encode", "decode"] as const).map((direction) => ({
    name: `${direction} ${name}`,
    value: own[direction],
    unit: "ms",
    ...(other === undefined
      ? {}
      : {
          against: "flytekit",
          ratio: own[direction] / other[direction],
          aim: name.includes("struct") ? "at most 0.1" : "at most 0.02",
        }),
  }));
});
report(`Values to literals' bytes and back, the least of ${repetitions} runs`, rows);
