/** The plugin from outside: what it tells the server, what its hooks do, and what stays behind of a failure. */
import "@tsflyte/transformer/register";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionTask, SqlTask } from "@tsflyte/runtime";
import { type RunEvent, runWorkflow } from "@tsflyte/runtime/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";

process.env["WAREHOUSE_DIR"] = mkdtempSync(join(tmpdir(), "tsflyte-warehouse-"));
// Only what is imported after the loader is there is compiled by it.
const { best, bestCustomers, load } = await import("../src/flows/customers.js");
const { currentSession, Warehouse } = await import("../src/warehouse/plugin.js");

const root = join(import.meta.dirname, "..");
const program = join(root, "node_modules/.bin/tsflyte");
const tsflyte = (...args: readonly string[]): string =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

const test = suite("the plugin example");

test("adds up what went into the warehouse, and binds values to the statement", async () => {
  assert.equal(await bestCustomers(50), ["Ada: 110 EUR in 2 orders"]);
  assert.equal(await bestCustomers(40), ["Ada: 110 EUR in 2 orders", "Grace: 45.5 EUR in 1 orders"]);
});

test("keeps all writes of a task or none", async () => {
  await load([{ customer: "Ada", amount: 7 }]);
  try {
    await load([
      { customer: "Grace", amount: 9 },
      { customer: "Linus", amount: 0 },
    ]);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), "an order of Linus is worth 0");
  }
  assert.equal(await (await best(0)).rows(), [{ customer: "Ada", orders: 1, total: 7 }]);
});

test("shows the statements on a deck", async () => {
  const decks: string[] = [];
  const onEvent = (event: RunEvent): void => void (event.kind === "decks-written" && decks.push(event.path));
  await runWorkflow(load, { orders: [{ customer: "Ada", amount: 7 }] }, { onEvent });
  assert.match(readFileSync(decks[0] ?? "", "utf8"), "insert into orders values");
});

test("tells the plugin on the server what it needs", () => {
  const document = tsflyte("serialize", "src/flows/customers.ts", "--image", "ghcr.io/acme/customers:v1", "-v", "v1");
  const templates = (JSON.parse(document).tasks as readonly { readonly template: Template }[]).map(
    (spec) => spec.template,
  );
  const byName = new Map(templates.map((template) => [template.id.name, template]));
  const function_ = byName.get("flows.customers.load");
  assert.is(function_?.type, "warehouse");
  assert.is(function_?.taskTypeVersion, 1);
  assert.equal(function_?.custom, { warehouse: "customers", sessions: 4 });
  assert.equal(function_?.config, { driver: "sqlite" });
  assert.ok(function_?.container?.args.includes("tsflyte-execute"));
  const statement = byName.get("flows.customers.best");
  assert.is(statement?.type, "warehouse-query");
  assert.equal(statement?.config, { warehouse: "customers" });
});

test("makes tasks of the classes that others extend", () => {
  assert.instance(load, FunctionTask);
  assert.instance(best, SqlTask);
  assert.throws(() => currentSession(), /currentContext\(\)/);
  assert.throws(() => new Warehouse("no name"), /letters and digits/);
});

test("runs as the README says", () => {
  const out = tsflyte("run", "src/flows/customers.ts", "bestCustomers", "--least", "50");
  assert.match(readFileSync(join(root, "README.md"), "utf8"), out.trim());
});

interface Template {
  readonly id: { readonly name: string };
  readonly type: string;
  readonly taskTypeVersion?: number;
  readonly custom?: object;
  readonly config?: object;
  readonly container?: { readonly args: readonly string[] };
}

test.run();
