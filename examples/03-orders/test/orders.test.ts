/** The example as its README runs it, and the ways to test a workflow: graphs, gates, mocks, given outputs, events. */
import "@tsflyte/transformer/register";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  drawGraph,
  fixedOutput,
  graphOf,
  type LocalRunOptions,
  mockTask,
  type RunEvent,
  runWorkflow,
  withContext,
} from "@tsflyte/runtime/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";

// Only what is imported after the loader is there is compiled by it.
const { backfill, daily, nightly } = await import("../src/flows/orders.js");
const { fetchOrders, fetchRates } = await import("../src/flows/fetch.js");
const { publish } = await import("../src/flows/report.js");

process.env["FLYTE_LOCAL_CACHE_DIR"] = mkdtempSync(join(tmpdir(), "tsflyte-orders-cache-"));
process.env["FLYTE_SDK_LOGGING_LEVEL"] = "CRITICAL";
const root = join(import.meta.dirname, "..");
const day = new Date("2026-03-01T00:00:00Z");

/** Runs the day with a token, saying yes to everything. */
async function runDay(
  shops: readonly string[],
  options: LocalRunOptions = {},
): Promise<Awaited<ReturnType<typeof daily>>> {
  const given: LocalRunOptions = { gates: () => true, cache: false, retryDelay: { first: 1 }, ...options };
  return withContext({ secrets: { shops: { token: "a token" } } }, () => runWorkflow(daily, { day, shops }, given));
}

const test = suite("the orders example");

test("reports the orders of the shops that answered", async () => {
  const { report, sent } = await runDay(["berlin", "lima", "oslo"]);
  assert.is(sent, "to everyone: Orders of 2026-03-01");
  const text = await report.text();
  assert.match(text, /^# Orders of 2026-03-01\n\n\| country \| orders \| EUR \|\n/);
  assert.match(text, /Shops that did not answer: 1\./);
  const orders = [...text.matchAll(/^\| [A-Z]{2} \| (\d+) \|/gm)].map(([, count]) => Number(count));
  assert.is(
    orders.reduce((sum, count) => sum + count, 0),
    30,
  );
});

test("asks a busy shop again, and does not fetch again what it had", async () => {
  const events: RunEvent[] = [];
  await runDay(["berlin"], { onEvent: (event) => events.push(event) });
  const retried = events.filter((event) => event.kind === "node-retried");
  assert.equal(
    retried.map(({ node, attempt }) => `${node} ${attempt}`),
    ["n1[0] 0"],
  );
  assert.match(String(retried[0]?.error), "the shop in berlin is busy");
});

test("fails, and says so, when too few shops answer", async () => {
  const events: string[] = [];
  const onEvent = ({ kind, entity }: RunEvent): void => void events.push(`${kind} ${entity}`);
  try {
    await runDay(["lima", "lima", "oslo"], { onEvent });
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), "the shop in lima is shut");
  }
  assert.ok(events.includes("node-succeeded flows.report.alert"));
});

test("publishes nothing that somebody does not approve", async () => {
  using published = mockTask(publish, () => "nothing");
  const asked: string[] = [];
  const gates = ({ name }: { readonly name: string }): boolean => asked.push(name) > 1;
  try {
    await runDay(["oslo"], { gates });
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), "the report looks right");
  }
  assert.equal(asked, ["the report looks right"]);
  assert.equal(published.calls, []);
});

test("tells the team alone of a poor day, and refuses an empty one", async () => {
  const one = { id: "x", shop: "oslo", country: "NO", currency: "EUR" as const, amount: 5, placed: day };
  using fetched = mockTask(fetchOrders, (_day, shop) => (shop === "oslo" ? [one] : []));
  assert.match((await runDay(["oslo"])).sent, /^to team/);
  assert.equal(fetched.calls, [[day, "oslo"]]);
  try {
    await runDay(["berlin"]);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), "nobody ordered anything");
  }
});

test("takes given outputs in place of running a task", async () => {
  const rates = { EUR: 0, NOK: 0, USD: 1000 };
  const { report } = await runDay(["oslo"], { outputs: fixedOutput(fetchRates, rates) });
  assert.match(await report.text(), /\| US \| \d+ \| \d+000\.00 \|/);
});

test("keeps exchange rates in the cache", async () => {
  const kinds: string[] = [];
  const onEvent = ({ kind, entity }: RunEvent): void => void (entity.endsWith("fetchRates") && kinds.push(kind));
  await runDay(["oslo"], { cache: true });
  await runDay(["oslo"], { cache: true, onEvent });
  assert.equal(kinds, ["node-cached"]);
});

test("starts an execution for each day that is filled in", async () => {
  const run = (): Promise<string[]> =>
    runWorkflow(backfill, { from: day, days: 2 }, { gates: () => true, cache: false });
  const sent = await withContext({ secrets: { shops: { token: "a token" } } }, run);
  assert.equal(sent, ["to everyone: Orders of 2026-03-01", "to everyone: Orders of 2026-03-02"]);
});

test("gives the graph and the report that its README shows", async () => {
  const picture = await drawGraph(daily);
  const readme = readFileSync(join(root, "README.md"), "utf8");
  assert.ok(readme.includes(picture), picture);
  const { report, sent } = await runDay(["berlin", "lisbon", "oslo", "lima"]);
  const printed = `${await report.text()}\nSent ${sent}`;
  assert.ok(readme.includes(printed), printed);
  const { nodes } = await graphOf(nightly);
  assert.equal(
    nodes.map(({ kind }) => kind),
    ["task", "map", "task", "workflow", "task", "approve", "branch"],
  );
});

test("runs as the README says", () => {
  const program = join(root, "node_modules/.bin/tsflyte");
  const directory = mkdtempSync(join(tmpdir(), "tsflyte-orders-"));
  const args = ["run", "src/flows/fetch.ts", "fetchOrders", "--day", "2026-03-01", "--shop", "oslo", "--json"];
  const out = execFileSync(program, [...args, "--run-dir", directory], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, SHOPS_TOKEN: "a token" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  assert.is(JSON.parse(out).o0.length, 15);
});

test.run();
