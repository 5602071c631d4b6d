/** Projects as their authors would write them: compiled, serialised without a warning, and run on this machine. */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FlyteFile } from "@tsflyte/runtime";
import { type RunEvent, runWorkflow, type TypedEntity } from "@tsflyte/runtime/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeFolder, tsflyte } from "./support/tsflyte.ts";

type Entity = TypedEntity<(...args: never[]) => unknown>;

const e2e = join(import.meta.dirname, "..");
const folder = makeFolder("scenarios");
const dist = join(folder, "dist");
const day = new Date("2024-01-01T00:00:00Z");

async function load(module: string, name: string): Promise<Entity> {
  const loaded = (await import(pathToFileURL(join(dist, `${module}.js`)).href)) as { readonly [name: string]: Entity };
  const entity = loaded[name];
  assert.ok(entity, `${module} has no ${name}`);
  return entity;
}

const test = suite("scenarios");

test.before(() => {
  execFileSync(join(e2e, "node_modules/.bin/tspc"), ["-p", join(e2e, "flows/scenarios"), "--outDir", dist], {
    stdio: "inherit",
  });
  writeFileSync(join(folder, "data.csv"), "1\n2\n3\n4\n5\n");
  writeFileSync(join(folder, "book.txt"), "a b a\n\nc a b");
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("are serialised without a warning", () => {
  const { status, out, err } = tsflyte(["serialize", dist, "--image", "acme/flows:v1", "-v", "1", "--json"]);
  assert.is(status, 0, err);
  assert.is(err, "");
  const { workflows, launchPlans } = JSON.parse(out) as { readonly [kind: string]: readonly unknown[] };
  assert.ok((workflows?.length ?? 0) > 8);
  assert.ok((launchPlans?.length ?? 0) > 10);
});

test("training takes the best model of a grid, and publishes it where it is good enough", async () => {
  const train = await load("training", "train");
  const data = new FlyteFile(join(folder, "data.csv"));
  const grid = [
    { learningRate: 0.1, epochs: 8, optimizer: "sgd" },
    { learningRate: 0.2, epochs: 2, optimizer: "adam" },
  ];
  assert.is(await runWorkflow(train, { data, grid }), "sgd with 0.8, tested with 1");
  try {
    await runWorkflow(train, { data, grid, least: 0.9 });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, "no model is good enough");
  }
});

test("a release waits for an approval of the model", async () => {
  const release = await load("training", "release");
  const data = new FlyteFile(join(folder, "data.csv"));
  const inputs = { data, grid: [{ learningRate: 0.1, epochs: 5, optimizer: "adam" }] };
  assert.is(await runWorkflow(release, inputs, { gates: () => true }), "adam with 0.5, tested with 2");
  try {
    await runWorkflow(release, inputs, { gates: () => false });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, 'The gate "release" was not approved');
  }
});

test("tables of regions are extracted and loaded side by side, by a plan, and for days that were missed", async () => {
  assert.equal(await runWorkflow(await load("etl", "regions"), { day }), { eu: 63, us: 63 });
  assert.is(await runWorkflow(await load("etl", "eveningRun"), { day }), 63);
  assert.equal(await runWorkflow(await load("etl", "catchUp"), { from: day }), { us: 189 });
});

test("words of a book are counted by chapter", async () => {
  const words = await load("files", "words");
  const book = new FlyteFile(join(folder, "book.txt"));
  const [most, table] = (await runWorkflow(words, { book, most: 2 })) as [string[], FlyteFile];
  assert.equal(most, ["a", "b"]);
  assert.is(await table.text(), "a,3\nb,2\nc,1");
});

test("refunds take one way of a tree of decisions, and tell of failures", async () => {
  const refund = await load("refunds", "refund");
  const gates = (): string => "look again";
  const run = (id: string, cents: number): Promise<unknown> => runWorkflow(refund, { id, cents }, { gates });
  assert.is(await run("g1", 5000), "paid 5000 to g1");
  assert.is(await run("b1", 400), "paid 400 to b1");
  assert.is(await run("b1!", 400), "refused b1!: blocked");
  assert.is(await run("b1", 5000), "b1: look again");
  assert.is(await run("g1", 2_000_000), "g1: look again");
  const events: RunEvent[] = [];
  try {
    await runWorkflow(refund, { id: "b1", cents: 2_000_000 }, { onEvent: (event) => events.push(event) });
    assert.unreachable();
  } catch (error) {
    assert.match((error as Error).message, "too much to refund");
  }
  assert.ok(events.some(({ node }) => node === "fn0"));
});

test("plans of any workflow start it, and eager tasks loop over what they compute", async () => {
  const expected = ["ada: 6 → 3 → 10 → 5 → 16 → 8 → 4 → 2 → 1", "nobody: 3 → 10 → 5 → 16 → 8 → 4 → 2 → 1"];
  assert.equal(await runWorkflow(await load("plans", "both"), { n: 6 }), expected);
});

test.run();
