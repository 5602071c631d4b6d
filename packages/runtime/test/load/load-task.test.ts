/** How a container finds the task that its command names. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import { loadTask } from "../../src/load/load-task.ts";
import { defaultTaskResolver } from "../../src/task/default-resolver.ts";
import { registerTaskResolver } from "../../src/task/task-resolver.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-load-"));
const entry = new URL("../../src/index.ts", import.meta.url).href;
const variables = '{ type: "object", properties: {}, required: [], additionalProperties: false }';

function moduleText(module: string, name: string): string {
  const facts = `version: 1, kind: "task", module: "${module}", name: "${name}", source: { file: "x.ts", line: 1, column: 1 }`;
  const metadata = `{ ${facts}, inputStyle: "positional", outputStyle: "none", inputs: ${variables}, outputs: ${variables} }`;
  return `import { task } from "${entry}";\nexport const ${name} = task(async () => {}, ${metadata});\n`;
}

const test = suite("loading a task");

test.before(() => {
  mkdirSync(join(folder, "flows"));
  writeFileSync(join(folder, "flows/one.mjs"), moduleText("flows.one", "first"));
  process.env["TSFLYTE_ROOT"] = folder;
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

async function failureOf(...args: Parameters<typeof loadTask>): Promise<TsflyteError> {
  try {
    await loadTask(...args);
  } catch (error) {
    if (error instanceof TsflyteError) return error;
    throw error;
  }
  throw new Error("it was found");
}

test("imports the module below TSFLYTE_ROOT, and finds it there from then on", async () => {
  const args = ["task-module", "flows.one", "task-name", "first"];
  const task = await loadTask(defaultTaskResolver.location, args);
  assert.is(task.name, "flows.one.first");
  rmSync(join(folder, "flows/one.mjs"));
  assert.is(await loadTask(defaultTaskResolver.location, args), task);
});

test("says which files it looked for", async () => {
  const error = await failureOf(defaultTaskResolver.location, ["task-module", "flows.two", "task-name", "x"]);
  assert.is(error.code, "module-not-found");
  assert.match(error.message, /the module "flows\.two" cannot be loaded/);
  assert.ok(error.message.includes(join(folder, "flows/two.js")));
  assert.match(error.message, /TSFLYTE_ROOT/);
});

test("says which tasks the module has", async () => {
  writeFileSync(join(folder, "flows/three.mjs"), moduleText("flows.three", "third"));
  const error = await failureOf(defaultTaskResolver.location, ["task-module", "flows.three", "task-name", "second"]);
  assert.is(error.code, "entity-not-found");
  assert.match(error.message, /the module flows\.three defines no "second"\n {2}fix: it defines third/);
});

test("refuses another resolver, and arguments without a module", async () => {
  const other = await failureOf("flytekit.core.resolver", ["task-module", "a", "task-name", "b"]);
  assert.match(other.message, /the task resolver "flytekit\.core\.resolver" is not known/);
  const none = await failureOf(defaultTaskResolver.location, ["task-name", "b"]);
  assert.match(none.message, /expected task-module MODULE task-name NAME/);
});

const resolverText = (location: string): string =>
  `{ location: "${location}", name: "test", loaderArgs: () => [], loadTask: (args) => ({ name: args.join("-") }) }`;

test("finds a resolver of the project's own at its location", async () => {
  writeFileSync(
    join(folder, "flows/own.mjs"),
    `export const mine = ${resolverText("flows.own.mine")};\nexport const other = "text";\n`,
  );
  assert.is((await loadTask("flows.own.mine", ["a", "b"])).name, "a-b");
  const nothing = await failureOf("flows.own.none", ["a"]);
  assert.match(nothing.message, /the task resolver "flows\.own\.none": its module exports nothing by that name/);
  const text = await failureOf("flows.own.other", ["a"]);
  assert.match(text.message, /exports "text" by that name\n {2}fix: export a constant with location, name, loaderArgs/);
  const nowhere = await failureOf("flows.nowhere.mine", ["a"]);
  assert.match(nowhere.message, /"flows\.nowhere\.mine" is not known/);
  assert.ok(nowhere.message.includes(join(folder, "flows/nowhere.js")));
});

test("finds a resolver that loaded code registered, or gave a task", async () => {
  registerTaskResolver({
    location: "bundled.byTable",
    name: "by table",
    loaderArgs: () => [],
    loadTask: ([name = ""]) => ({ name }) as never,
  });
  assert.is((await loadTask("bundled.byTable", ["row"])).name, "row");
  const text = moduleText("flows.four", "fourth").replace(
    "task(",
    `task({ taskResolver: ${resolverText("bundled.ofTask")} }, `,
  );
  writeFileSync(join(folder, "flows/four.mjs"), text);
  await loadTask(defaultTaskResolver.location, ["task-module", "flows.four", "task-name", "fourth"]);
  assert.is((await loadTask("bundled.ofTask", ["x"])).name, "x");
});

test.run();
