/**
 * What checking values costs beside the validators that a user would pick: 10,000 structs from values to bytes and back, each
 * checked against its types and constraints; and the CPU time of a new process up to its first checked value.
 *
 * Ours are checked literals in Flyte's own format; theirs are checked JSON. The runtime compiles constraints with ajv, so what it adds to
 * ajv is its own types and literals.
 *
 *     node --conditions=source bench/validation.ts [repetitions]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Compile } from "typebox/compile";
import {
  checkConstraints,
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
const count = 10_000;

const address: Schema = {
  type: "object",
  title: "Address",
  properties: { street: { type: "string", minLength: 1 }, zip: { type: "integer", minimum: 0, maximum: 99_999 } },
  required: ["street", "zip"],
  additionalProperties: false,
};
const person: Schema = {
  type: "object",
  title: "Person",
  properties: {
    name: { type: "string", minLength: 1, maxLength: 80 },
    age: { type: "integer", minimum: 0 },
    height: { type: "number" },
    address,
    tags: { type: "array", items: { type: "string", pattern: "^[a-z]+$" } },
  },
  required: ["name", "age", "height", "address", "tags"],
  additionalProperties: false,
};
const people: Schema = { type: "array", items: person };
const values = Array.from({ length: count }, (_, index) => ({
  name: `name ${index}`,
  age: index % 90,
  height: 1.5,
  address: { street: `Main Street ${index}`, zip: 10_000 + index },
  tags: ["a", "b"],
}));

const typiaSource = `import typia, { type tags } from "typia";
interface Address { street: string & tags.MinLength<1>; zip: number & tags.Type<"int32"> & tags.Minimum<0> & tags.Maximum<99999>; }
export interface Person {
  name: string & tags.MinLength<1> & tags.MaxLength<80>;
  age: number & tags.Type<"int32"> & tags.Minimum<0>;
  height: number;
  address: Address;
  tags: (string & tags.Pattern<"^[a-z]+$">)[];
}
export const check = typia.createEquals<Person[]>();
`;

const folder = join(import.meta.dirname, "temp/validation");

/** typia writes its validators while it compiles. */
function compileTypia(): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "person.ts"), typiaSource);
  const compilerOptions = {
    ...{ target: "es2023", module: "nodenext", strict: true, skipLibCheck: true, types: [], outDir: "." },
    plugins: [{ transform: "typia/lib/transform" }],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["person.ts"] }));
  const tspc = join(import.meta.dirname, "node_modules/ts-patch/bin/tspc.js");
  execFileSync(process.execPath, [tspc, "-p", folder], { cwd: folder, stdio: "pipe" });
  return join(folder, "person.js");
}

interface Contender {
  readonly name: string;
  /** Checked values as bytes. */
  readonly write: () => Promise<Uint8Array>;
  /** Checked values of bytes. */
  readonly read: (bytes: Uint8Array) => Promise<unknown>;
}

function jsonContender(name: string, check: (value: unknown) => boolean): Contender {
  const checked = (value: unknown): unknown => {
    if (!check(value)) throw new Error(`${name} refuses the values`);
    return value;
  };
  return {
    name: `${name} and JSON`,
    write: async () => Buffer.from(JSON.stringify(checked(values))),
    read: async (bytes) => checked(JSON.parse(Buffer.from(bytes).toString())),
  };
}

const schema: VariablesSchema = {
  type: "object",
  properties: { v: people },
  required: ["v"],
  additionalProperties: false,
};
const own: Contender = {
  name: "tsflyte",
  write: async () => {
    const given = { v: values };
    const literals = encodeVariables(schema, given, place, new Outbox(noStorage));
    await checkConstraints(schema, given, place, true);
    return encodeLiteralMap(literals);
  },
  read: async (bytes) => {
    const read = decodeVariables(schema, decodeLiteralMap(bytes), place, noStorage);
    await checkConstraints(schema, read, place, true);
    return read;
  },
};

async function least(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** CPU milliseconds of a new process that runs a module, the least of some. */
function startOf(name: string, source: string): number {
  const file = join(folder, `${name}.mjs`);
  const usage = "const { userCPUTime: u, systemCPUTime: s } = process.resourceUsage();\nconsole.log((u + s) / 1000);\n";
  writeFileSync(file, `${source}\n${usage}`);
  const runs = Array.from({ length: repetitions }, () => Number(execFileSync(process.execPath, [file]).toString()));
  return Math.min(...runs);
}

const typia = compileTypia();
try {
  const { check: typiaCheck } = (await import(pathToFileURL(typia).href)) as { check: (value: unknown) => boolean };
  const typebox = Compile(people as Parameters<typeof Compile>[0]);
  const contenders = [
    own,
    jsonContender("ajv", new Ajv2020({ strict: false }).compile(people) as (value: unknown) => boolean),
    jsonContender("typia", typiaCheck),
    jsonContender("TypeBox", (value) => typebox.Check(value)),
  ];
  const costs: { readonly name: string; readonly write: number; readonly read: number }[] = [];
  for (const { name, write, read } of contenders) {
    const bytes = await write();
    costs.push({ name, write: await least(write), read: await least(() => read(bytes)) });
  }
  const [, ajv = { write: Number.NaN, read: Number.NaN }] = costs;
  const against = "ajv and JSON";
  const rows: Row[] = costs.flatMap(({ name, write, read }): readonly Row[] => [
    { name: `${name}: 10,000 structs to bytes`, value: write, unit: "ms", against, ratio: write / ajv.write },
    { name: `${name}: 10,000 structs from bytes`, value: read, unit: "ms", against, ratio: read / ajv.read },
  ]);
  const one = JSON.stringify(values.slice(0, 1));
  const text = JSON.stringify(people);
  const bare = startOf("bare", "");
  const starts = [
    ["ajv", `import { Ajv2020 } from "ajv/dist/2020.js"; new Ajv2020({ strict: false }).compile(${text})(${one});`],
    ["typia", `import { check } from "./person.js"; check(${one});`],
    ["TypeBox", `import { Compile } from "typebox/compile"; Compile(${text}).Check(${one});`],
  ] as const;
  rows.push({ name: "node: a process that does nothing", value: bare, unit: "ms" });
  for (const [name, source] of starts) {
    const value = startOf(name.toLowerCase(), source);
    rows.push({
      name: `${name}: a process that checks one`,
      value,
      unit: "ms",
      against: "bare node",
      ratio: value / bare,
    });
  }
  report(`Values checked, the least of ${repetitions} runs`, rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
