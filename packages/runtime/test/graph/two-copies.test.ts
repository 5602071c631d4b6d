/**
 * A bundle carries a copy of this package, and what loads the bundle is another one: entities of the one must work in
 * the other.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { problemsOf, specsOf } from "../../src/compile/index.ts";
import { registeredEntities } from "../../src/graph/index.ts";
import * as ours from "../../src/index.ts";
import { runLocally } from "../../src/local/index.ts";
import { localSettings } from "../../src/settings/index.ts";
import { addTask, callLoosely } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal } from "../support/refusal.ts";

const copies = suite("two copies of the package");

const source = join(import.meta.dirname, "../../src");
const folder = mkdtempSync(join(tmpdir(), "tsflyte-copy-"));
let theirs: typeof ours = ours;

copies.before(async () => {
  cpSync(source, folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  theirs = await import(pathToFileURL(join(folder, "index.ts")).href);
  assert.is(theirs.FunctionTask === ours.FunctionTask, false);
});

copies.after(() => rmSync(folder, { recursive: true, force: true }));

copies("compile, check and run each other's workflows", async () => {
  const inc = callLoosely(theirs.task, async (n: number) => n + 1, m.metadata("inc", { n: m.int }, m.value(m.int))) as (
    n: number,
  ) => Promise<number>;
  const twice = callLoosely(
    theirs.workflow,
    async (n: number) => inc((await inc(n)) as number),
    m.metadata("twice", { n: m.int }, m.value(m.int), { kind: "workflow" }),
  );
  const entities = registeredEntities().filter(({ name }) => name === "flows.inc" || name === "flows.twice");
  assert.is(entities.length, 2);
  assert.is(twice instanceof ours.FunctionWorkflow, true);
  assert.is(inc instanceof ours.FunctionTask, true);
  const flow = entities.filter(({ name }) => name === "flows.twice");
  const specs = await specsOf(flow, localSettings);
  assert.equal(
    specs.map(({ kind }) => kind),
    ["task", "workflow", "launch-plan"],
  );
  const [, workflow] = specs;
  const nodes = workflow?.kind === "workflow" ? workflow.spec.template.nodes : [];
  assert.equal(nodes[1]?.upstreamNodeIds, ["n0"]);
  assert.equal(await problemsOf(flow), []);
  assert.equal(await runLocally(flow[0] as never, { n: 5 }), new Map([["o0", 7]]));
});

copies("know each other's errors, and names", async () => {
  addTask("everywhere");
  const again = (): unknown =>
    callLoosely(theirs.task, async () => 0, m.metadata("everywhere", { n: m.int }, m.value(m.int)));
  assert.is((await refusal(again)).code, "duplicate-entity");
});

copies.run();
