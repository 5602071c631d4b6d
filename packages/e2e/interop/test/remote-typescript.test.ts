/** flytekit's programs as clients of what we register, and ours as a client of what `pyflyte run --remote` has started. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createFlyteClient } from "../../../runtime/src/client/index.ts";
import { pythonImage, startTwoLanguages, type TwoLanguages } from "./two-languages.ts";

const version = "ts1";

/** What flytekit saw: see use_typescript.py. */
interface Seen {
  readonly tasks: readonly string[];
  readonly interface: { readonly [input: string]: string };
  readonly descriptions: { readonly [input: string]: string };
  readonly documentation: readonly (readonly [short: string, long: string])[];
  readonly retries: number;
  readonly nodes: { readonly [id: string]: readonly string[] };
  readonly outputs: readonly string[];
  readonly schedule: string;
  readonly kickoff: string;
  readonly fixed: string;
  readonly defaults: { readonly [input: string]: boolean };
  readonly alone: number;
  readonly sum: number;
  readonly best: readonly [name: string, price: number, tags: readonly string[]];
  readonly file: string;
  readonly executions: readonly string[];
  readonly guessed: number;
  readonly guessedBest: string;
  readonly planned: string;
  readonly error: readonly [code: string, message: string, kind: string];
  readonly asked: number;
}

let platform: TwoLanguages;
let seen: Seen;

const test = suite("flytekit as a client of TypeScript's workflows");
test.before(async () => {
  platform = await startTwoLanguages();
  const { status, err } = await platform.tsflyte(
    "register",
    "remote.js",
    "--image",
    "ts:1",
    "-v",
    version,
    "--root",
    ".",
  );
  if (status !== 0) throw new Error(err);
  seen = await platform.use<Seen>("use_typescript.py", version);
});
test.after(() => platform.close());

test("lists tasks", () => {
  assert.ok(
    ["remote.total", "remote.receipt", "remote.half"].every((name) => seen.tasks.includes(name)),
    String(seen.tasks),
  );
});

test("reads interfaces with their documentation", () => {
  assert.equal(Object.keys(seen.interface).sort(), ["factor", "items"]);
  assert.equal(seen.descriptions, { items: "what is bought", factor: "what each price is multiplied by" });
  assert.equal(seen.documentation, [
    ["Adds up prices.", ""],
    ["Sells everything at half its price.", "The receipt is a file."],
  ]);
  assert.is(seen.retries, 2);
});

test("reads workflows as graphs", () => {
  assert.equal(seen.nodes, { n0: [], n1: ["n0"], n2: ["n0", "n1"] });
  assert.equal(seen.outputs, ["best", "file", "sum"]);
});

test("reads launch plans with schedules, fixed and default inputs", () => {
  assert.equal([seen.schedule, seen.kickoff, seen.fixed], ["0 3 * * *", "day", "green"]);
  assert.equal(seen.defaults, { day: false, factor: true, items: true, note: true });
});

test("starts tasks and workflows with typed values, and reads what they give", () => {
  assert.is(seen.alone, 7);
  assert.is(seen.sum, 14);
  assert.equal(seen.best, ["cake", 5, ["sweet", "soft"]]);
  assert.is(seen.file, "tea 2 hot\ncake 5 sweet+soft\n14 2026-03-01T12:00:00.000Z red thanks");
  assert.ok(["n0", "n1", "n2"].every((id) => seen.executions.includes(id)));
});

test("starts and reads them where it knows no types but those that are registered", () => {
  assert.equal([seen.guessed, seen.guessedBest], [0.5, "tea"]);
});

test("starts launch plans with their defaults", () => {
  assert.is(seen.planned, "tea 2 hot\n4 2026-03-01T12:00:00.000Z green at night");
});

test("reads errors", () => {
  const [code, message, kind] = seen.error;
  assert.match(code, /^USER/);
  assert.match(message, "no luck");
  assert.match(kind, /1|USER/i);
});

test("answers gates", () => {
  assert.is(seen.asked, 3);
});

test("pyflyte run starts what TypeScript has registered", async () => {
  const { status, out, err } = await platform.pyflyte(
    ...["run", "--wait", "remote-task", `remote.total:${version}`],
    ...["--items", '[{"name": "tea", "price": 4, "tags": []}]', "--factor", "2.5"],
  );
  assert.is(status, 0, out + err);
  assert.match(out + err, /10(?:\.0)?/);
});

test("pyflyte run --remote runs Python's workflow, and we read what it gave", async () => {
  const { status, out, err } = await platform.pyflyte(
    ...["run", "--remote", "--wait", "--image", pythonImage, "--name", "from-pyflyte"],
    ...["remote/remote_flow.py", "doubled", "--numbers", "[1, 2, 3]"],
  );
  assert.is(status, 0, out + err);
  using client = await createFlyteClient({
    env: {},
    configFile: false,
    overrides: { endpoint: platform.endpoint, insecure: true },
  });
  const execution = client.execution({ name: "from-pyflyte" });
  assert.is((await execution.wait({ timeout: "1m" })).closure.phase, "succeeded");
  assert.equal(await execution.outputs(), { o0: 12 });
  const shown = await platform.tsflyte("executions", "get", "from-pyflyte");
  assert.match(shown.out, /remote_flow\.doubled/);
});

test.run();
