import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContext } from "../src/create-context.ts";
import * as diagnostics from "../src/diagnostics/index.ts";
import { transformFile } from "../src/transform-file.ts";
import { compilers, fixtureFolder } from "./support/fixture-program.ts";
import { createVirtualProgram } from "./support/virtual-program.ts";

const specFile = join(import.meta.dirname, "../SPEC.md");
const text = readFileSync(specFile, "utf8");
const preamble =
  'import { dynamic, eager, FlyteFile, type Int, type Outputs, referenceTask, task, waitForInput, workflow } from "@tsflyte/runtime";\n';

/** Everything in the catalogue, with `…` for what is found. */
function listProblems(): ReadonlyMap<number, string> {
  const problems = new Map<number, string>();
  for (const make of Object.values(diagnostics) as readonly ((...found: string[]) => unknown)[]) {
    if ((make as unknown) === diagnostics.toDiagnostic) continue;
    const made = make(...Array.from({ length: make.length }, () => "…")) as diagnostics.Finding | diagnostics.Flaw;
    const finding = typeof made === "function" ? made("…") : made;
    assert.not.ok(problems.has(finding.code), `${finding.code} stands for two problems`);
    problems.set(finding.code, finding.text);
  }
  return new Map([...problems].sort(([left], [right]) => left - right));
}

/** Whether every part of `expected` is in `actual`. */
function holds(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return actual === expected;
  if (Array.isArray(expected)) return JSON.stringify(actual) === JSON.stringify(expected);
  if (typeof actual !== "object" || actual === null) return false;
  return Object.entries(expected).every(([key, value]) => holds((actual as Record<string, unknown>)[key], value));
}

const spec = suite("spec");
spec("lists every problem with its text", () => {
  const lines = [...listProblems()].map(([code, message]) => `${code} ${message}`);
  const fence = "```";
  const start = "<!-- problems: written by UPDATE_FIXTURES=1 -->";
  const list = [start, "", `${fence}text`, ...lines, fence, "", "<!-- end -->"].join("\n");
  const { UPDATE_FIXTURES: update } = process.env;
  if (update !== undefined) {
    writeFileSync(
      specFile,
      text.replace(/<!-- problems:[\s\S]*<!-- end -->/, () => list),
    );
    return;
  }
  assert.ok(text.includes(list), "run the test with UPDATE_FIXTURES=1");
});
spec("names every fixture", () => {
  for (const name of readdirSync(fixtureFolder)) assert.match(text, `\`${name}\``);
});
spec("has every problem in a fixture or a test", () => {
  const shown = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("diagnostics.txt") || name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .join("\n");
  for (const code of listProblems().keys()) assert.match(shown, String(code));
});

const pairs = [...text.matchAll(/Input\n\n```ts\n([\s\S]*?)```\n\nOutput\n\n```json\n([\s\S]*?)```/g)];
const [typescript] = compilers;
if (typescript === undefined) throw new Error("TypeScript is not installed");
const files = Object.fromEntries(pairs.map(([, input], index) => [`pair${index}.ts`, `${preamble}${input ?? ""}`]));
const program = createVirtualProgram(typescript, files);
const context = createContext(typescript, program);
for (const [index, [, input, output]] of pairs.entries()) {
  spec(`holds for: ${(input ?? "").trim().split("\n").at(-1)}`, () => {
    const file = program.getSourceFile(`/project/pair${index}.ts`);
    if (file === undefined) throw new Error("the file is not in the program");
    const { insertions, problems } = transformFile(context, file);
    assert.equal(problems, []);
    const actual = JSON.parse(insertions.at(-1)?.text ?? "null") as unknown;
    assert.ok(holds(actual, JSON.parse(output ?? "")), JSON.stringify(actual, null, 2));
  });
}
spec("has pairs", () => assert.ok(pairs.length >= 12));
spec.run();
