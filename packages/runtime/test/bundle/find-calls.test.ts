import { parseAst } from "rolldown/parseAst";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDirectCalls } from "../../src/bundle/find-calls.ts";

const entities = [{ lhs: "mean" }, { lhs: "report" }] as never;
const calls = (code: string): boolean => hasDirectCalls(parseAst(code), entities);

const test = suite("calls outside of workflows");

const found: readonly string[] = [
  'import { task } from "@tsflyte/runtime"; const mean = task((a) => a); export const twice = task((a) => mean(a));',
  'import { mean as average } from "./mean.js"; export function go() { return average(1); }',
  'import * as all from "./mean.js"; const go = () => all.mean(1);',
  'import { mean } from "./mean.js"; console.log(await mean(1));',
  'import { mean } from "./mean.js"; class Job { run() { return [1].map(mean); } }',
];

const none: readonly string[] = [
  'import { task } from "@tsflyte/runtime"; export const mean = task((a) => a);',
  'import { workflow as w } from "@tsflyte/runtime"; import { mean } from "./mean.js"; export const report = w(() => mean(1));',
  'import { dynamic } from "@tsflyte/runtime"; import { mean } from "./mean.js"; export const d = dynamic({}, () => mean(1));',
  'import { launchPlan } from "@tsflyte/runtime"; import { report } from "./mean.js"; export const plan = launchPlan(report, {});',
  'export { mean } from "./mean.js";',
  "export const go = ({ mean: other }) => other;",
  'import { mean } from "mathjs"; export const go = (list) => list.length;',
];

for (const code of found) test(`are in ${code}`, () => assert.ok(calls(code)));
for (const code of none) test(`are not in ${code}`, () => assert.not(calls(code)));

test.run();
