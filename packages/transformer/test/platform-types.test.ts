import { join } from "node:path";
import type { MetadataV1, Schema } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TypeScript } from "../src/context.ts";
import { createContext } from "../src/create-context.ts";
import { transformFile } from "../src/transform-file.ts";
import { compilers } from "./support/fixture-program.ts";
import { createVirtualProgram } from "./support/virtual-program.ts";

const workspace = join(import.meta.dirname, "../../..");
const [current, previous] = compilers;
if (current === undefined || previous === undefined) throw new Error("both compilers must be installed");

/** The schema of each parameter, by name, or the text of what is wrong with it. */
function read(
  typescript: TypeScript,
  parameters: Readonly<Record<string, string>>,
  options: ts.CompilerOptions = {},
  before = "",
): Readonly<Record<string, Schema | string>> {
  const list = Object.entries(parameters).map(([name, type]) => `${name}: ${type}`);
  const tasks = list.map((parameter, index) => `export const task${index} = task((${parameter}): void => {});`);
  const text = `import { type Int, task } from "@tsflyte/runtime";\n${before}\n${tasks.join("\n")}\n`;
  const program = createVirtualProgram(typescript, { "a.ts": text }, options);
  const file = program.getSourceFile("/project/a.ts");
  if (file === undefined) throw new Error("the file is not in the program");
  assert.equal(
    program.getSemanticDiagnostics(file).map(({ messageText }) => messageText),
    [],
  );
  const { insertions, problems } = transformFile(createContext(typescript, program), file);
  const schemas = insertions.flatMap((insertion) => {
    const { inputs } = JSON.parse(insertion.text) as MetadataV1;
    const { $defs } = inputs;
    return Object.entries(inputs.properties).map(([name, schema]): [string, Schema] => [
      name,
      $defs?.[schema.$ref?.slice("#/$defs/".length) ?? ""] ?? schema,
    ]);
  });
  const texts = problems.map((problem): [string, string] => [
    /parameter '(\w+)'/.exec(problem.text)?.[1] ?? "",
    problem.text,
  ]);
  return Object.fromEntries([...schemas, ...texts]);
}

const instant = { type: "string", format: "date-time", "x-flyte": { type: "instant" } };
const date = { type: "string", format: "date", "x-flyte": { type: "date" } };
const duration = { type: "string", format: "duration", "x-flyte": { type: "duration" } };
const temporal = { instant: "Temporal.Instant", date: "Temporal.PlainDate", duration: "Temporal.Duration" };

const platform = suite("platform-types");
platform("Temporal is the one that TypeScript's library declares", () => {
  const schemas = read(current, { ...temporal, zoned: "Temporal.ZonedDateTime" }, { lib: ["lib.esnext.d.ts"] });
  assert.equal({ ...schemas, zoned: "" }, { instant, date, duration, zoned: "" });
  assert.match(String(schemas["zoned"]), "Use 'Temporal.Instant', with the time zone in a 'string' of its own.");
});
for (const typescript of compilers) {
  platform(`Temporal is the one that the runtime hands out, with TypeScript ${typescript.version}`, () => {
    const runtime = join(workspace, "packages/runtime/src/types/temporal.ts");
    const paths = {
      "@tsflyte/runtime": [join(import.meta.dirname, "runtime-stub/index.d.ts")],
      "runtime-temporal": [runtime],
    };
    const options = { paths, allowImportingTsExtensions: true, noEmit: true, skipLibCheck: true };
    const schemas = read(typescript, temporal, options, 'import type { Temporal } from "runtime-temporal";');
    assert.equal(schemas, { instant, date, duration });
  });
}
platform("a namespace Temporal of the user's own holds types of their own", () => {
  const own = "namespace Temporal { export interface Instant { at: string } }";
  const { instant: schema } = read(current, { instant: "Temporal.Instant" }, {}, own);
  assert.equal((schema as Schema).properties, { at: { type: "string" } });
});
platform("types of Node are known by their declaration", () => {
  const options = { lib: ["lib.es2023.d.ts"], types: ["node"], typeRoots: [join(workspace, "node_modules/@types")] };
  const before = 'import type { URL as NodeUrl } from "node:url";\nimport type { Stats } from "node:fs";';
  const types = {
    url: "URL",
    nodeUrl: "NodeUrl",
    bytes: "Uint8Array",
    buffer: "Buffer",
    stats: "Stats",
    dict: "NodeJS.Dict<Int>",
  };
  const schemas = read(current, types, options, before);
  const url = { type: "string", format: "uri", "x-flyte": { type: "url" } };
  assert.equal(schemas["url"], url);
  assert.equal(schemas["nodeUrl"], url);
  assert.equal(schemas["bytes"], { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } });
  assert.match(String(schemas["buffer"]), "has no form that can be stored. Use 'Uint8Array'.");
  assert.match(String(schemas["stats"]), "'Stats' has no form that can be stored.");
  assert.equal((schemas["dict"] as Schema).type, "object");
});
platform("what a user adds to a type of the platform changes nothing", () => {
  const before = "declare global { interface Date { extra: string } interface Uint8Array { tag?: string } }";
  const schemas = read(current, { when: "Date", bytes: "Uint8Array" }, {}, before);
  assert.equal((schemas["when"] as Schema)["x-flyte"], { type: "datetime" });
  assert.equal((schemas["bytes"] as Schema)["x-flyte"], { type: "bytes" });
});
platform("exactOptionalPropertyTypes changes no schema", () => {
  const types = {
    fields:
      "{ a?: string; b?: string | undefined; c: string | undefined; d?: never; e?: undefined; f?: string | null }",
    tuple: "[a?: string, b?: string | undefined]",
    partial: "Partial<{ a: string; b: string | undefined }>",
  };
  const exact = read(current, types, { exactOptionalPropertyTypes: true });
  assert.equal(exact, read(current, types, { exactOptionalPropertyTypes: false }));
  assert.equal(Object.keys((exact["fields"] as Schema).properties ?? {}), ["a", "b", "c", "f"]);
});
platform.run();

const size = suite("platform-types/size");
/** CPU time of the transformer alone. */
function measure(text: string): number {
  const program = createVirtualProgram(current as TypeScript, { "a.ts": text });
  const file = program.getSourceFile("/project/a.ts");
  if (file === undefined) throw new Error("the file is not in the program");
  program.getSemanticDiagnostics(file);
  const start = process.cpuUsage();
  const { insertions, problems } = transformFile(createContext(current as TypeScript, program), file);
  const { user, system } = process.cpuUsage(start);
  assert.equal(
    problems.map((problem) => problem.text),
    [],
  );
  assert.is(insertions.length, 1);
  return user + system;
}
const count = (length: number, make: (index: number) => string): readonly string[] =>
  Array.from({ length }, (_, i) => make(i));
const head = 'import { task } from "@tsflyte/runtime";\n';
const kinds: Readonly<Record<string, (length: number) => string>> = {
  "a union of literals": (length) =>
    `${head}export const t = task((v: ${count(length, (i) => `"k${i}"`).join(" | ")}): void => {});`,
  "a union of structs with a discriminator": (length) =>
    `${head}export const t = task((v: ${count(length, (i) => `{ kind: "k${i}"; v${i}: number }`).join(" | ")}): void => {});`,
  "a union of named structs": (length) =>
    `${head}${count(length, (i) => `interface R${i} { v${i}: R${(i + 1) % length} | R${(i + 7) % length} | null }`).join("\n")}
export const t = task((v: ${count(length, (i) => `R${i}`).join(" | ")}): void => {});`,
  "a struct of many fields": (length) =>
    `${head}export const t = task((v: { ${count(length, (i) => `f${i}: string[] | null`).join("; ")} }): void => {});`,
  "an enum": (length) =>
    `${head}enum E { ${count(length, (i) => `M${i} = "m${i}"`).join(", ")} }\nexport const t = task((v: E): void => {});`,
};
for (const [name, make] of Object.entries(kinds)) {
  size(`${name} takes time in proportion to its size`, () => {
    measure(make(200));
    const small = Math.min(measure(make(500)), measure(make(500)));
    const large = Math.min(measure(make(4000)), measure(make(4000)));
    // Eight times the size; quadratic work would take sixty-four times as long.
    assert.ok(large < 25 * Math.max(small, 5000), `${small} µs for 500, ${large} µs for 4000`);
  });
}
size.run();
