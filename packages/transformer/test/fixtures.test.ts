import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Metadata, ValueMetadata, VariablesSchema } from "@tsflyte/runtime/metadata";
import { Ajv2020 } from "ajv/dist/2020.js";
import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { TypeScript } from "../src/context.ts";
import { createContext } from "../src/create-context.ts";
import { toDiagnostic } from "../src/diagnostics/index.ts";
import { transformFile } from "../src/transform-file.ts";
import { compilers, createFixtureProgram, listInputs } from "./support/fixture-program.ts";

/** What is kept of a fixture. */
interface Expected {
  readonly metadata: string;
  readonly diagnostics: string;
}

const inputs = listInputs();
const { UPDATE_FIXTURES: update } = process.env;

function transform(typescript: TypeScript, program: ts.Program, input: string): Expected {
  const root = dirname(input);
  const file = program.getSourceFile(input);
  if (file === undefined) throw new Error(`${input} is not in the program`);
  const { insertions, problems } = transformFile(createContext(typescript, program, { root }), file);
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
  };
  return {
    metadata: insertions.map(({ text }) => text).join("\n"),
    diagnostics: typescript
      .formatDiagnostics(
        problems.map((problem) => toDiagnostic(typescript, problem)),
        host,
      )
      .replaceAll(root, "ROOT"),
  };
}

/** Keeps the metadata readable: indented, but with the order of its keys. */
function pretty(lines: string): string {
  const calls = lines === "" ? [] : lines.split("\n").map((line) => JSON.parse(line) as unknown);
  return calls.length === 0 ? "" : `${JSON.stringify(calls, null, 2)}\n`;
}

function compareFile(file: string, actual: string): void {
  if (update !== undefined) {
    if (actual === "") rmSync(file, { force: true });
    else writeFileSync(file, actual);
    return;
  }
  assert.fixture(actual, existsSync(file) ? readFileSync(file, "utf8") : "");
}

const [current, previous] = compilers;
if (current === undefined || previous === undefined) throw new Error("both compilers must be installed");
const program = createFixtureProgram(current, inputs);
const expected = new Map(inputs.map((input) => [input, transform(current, program, input)]));

const rules = suite("fixtures/rules");
for (const input of inputs) {
  const folder = dirname(input);
  rules(`${basename(folder)} gives what its folder says`, () => {
    const result = expected.get(input);
    compareFile(join(folder, "metadata.json"), pretty(result?.metadata ?? ""));
    compareFile(join(folder, "diagnostics.txt"), result?.diagnostics ?? "");
    assert.ok(result?.metadata !== "" || result.diagnostics !== "" || existsSync(join(folder, "nothing")));
  });
  rules(`${basename(folder)} is correct TypeScript`, () => {
    const file = program.getSourceFile(input);
    const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    assert.equal(
      errors.map(({ messageText }) => current.flattenDiagnosticMessageText(messageText, " ")),
      [],
    );
  });
}
rules.run();

const stable = suite("fixtures/stable");
function agrees(typescript: TypeScript, other: ts.Program): void {
  for (const input of [...inputs].reverse()) {
    const { metadata, diagnostics } = transform(typescript, other, input);
    assert.fixture(metadata, expected.get(input)?.metadata ?? "", input);
    assert.fixture(diagnostics, expected.get(input)?.diagnostics ?? "", input);
  }
}
stable("metadata and diagnostics do not depend on the order of files", () => {
  agrees(current, createFixtureProgram(current, [...inputs].reverse()));
});
stable("metadata and diagnostics do not depend on what was checked before", () => {
  const other = createFixtureProgram(current, inputs);
  for (const file of [...other.getSourceFiles()].reverse()) {
    if (!file.isDeclarationFile) other.getSemanticDiagnostics(file);
  }
  agrees(current, other);
});
stable("metadata and diagnostics are those of TypeScript 5.9", () => {
  assert.match(previous.version, /^5\.9/);
  agrees(previous, createFixtureProgram(previous, inputs));
});
stable("a second reading of the same program gives the same", () => agrees(current, program));
stable.run();

interface Samples {
  readonly [entity: string]: {
    readonly inputs?: { readonly valid?: readonly unknown[]; readonly invalid?: readonly unknown[] };
    readonly outputs?: { readonly valid?: readonly unknown[]; readonly invalid?: readonly unknown[] };
  };
}

const schemas = suite("fixtures/schemas");
for (const input of inputs) {
  const folder = dirname(input);
  const lines = expected.get(input)?.metadata ?? "";
  if (lines === "") continue;
  const calls = lines.split("\n").map((line) => JSON.parse(line) as Metadata | ValueMetadata);
  const samplesFile = join(folder, "samples.json");
  const samples = existsSync(samplesFile) ? (JSON.parse(readFileSync(samplesFile, "utf8")) as Samples) : {};
  schemas(`${basename(folder)} holds JSON Schemas that accept and refuse its samples`, () => {
    for (const name of Object.keys(samples))
      assert.ok(
        calls.some((call) => call.kind !== "value" && call.name === name),
        name,
      );
    for (const call of calls) {
      if (call.kind === "value") {
        compileSchema(call.outputs);
        continue;
      }
      for (const side of ["inputs", "outputs"] as const) {
        const validate = compileSchema(call[side]);
        for (const value of samples[call.name]?.[side]?.valid ?? []) {
          assert.ok(validate(value), `${call.name} accepts ${JSON.stringify(value)}`);
        }
        for (const value of samples[call.name]?.[side]?.invalid ?? []) {
          assert.not.ok(validate(value), `${call.name} refuses ${JSON.stringify(value)}`);
        }
      }
    }
  });
}
schemas.run();

function compileSchema(schema: VariablesSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: false,
    strictTypes: false,
    formats: { "date-time": true, date: true, duration: true, email: true, uri: true },
    // Tuples may have optional elements.
    strictTuples: false,
  });
  ajv.addKeyword("x-flyte");
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}
