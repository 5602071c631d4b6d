import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { serializeContext } from "../../src/settings/index.ts";
import { runContainer } from "./run-container.ts";

const platform = {
  FLYTE_INTERNAL_EXECUTION_PROJECT: "shop",
  FLYTE_INTERNAL_EXECUTION_DOMAIN: "staging",
  FLYTE_INTERNAL_EXECUTION_ID: "e1",
  FLYTE_INTERNAL_TASK_PROJECT: "lib",
  FLYTE_INTERNAL_TASK_DOMAIN: "production",
  FLYTE_INTERNAL_TASK_NAME: "exectasks.facts",
  FLYTE_INTERNAL_TASK_VERSION: "v7",
  FLYTE_ATTEMPT_NUMBER: "2",
};

const short = { _F_PRJ: "shop", _F_DM: "staging", _F_NM: "e1", _F_TK_PRJ: "lib", _F_TK_NM: "x", _F_TK_V: "v7" };

async function factsOf(env: { readonly [name: string]: string }): Promise<{ readonly [name: string]: unknown }> {
  const { outputs, stderr, folder } = await runContainer({
    task: "facts",
    inputs: {},
    env: { ...env, _FSEC_CRM_TOKEN: "s" },
  });
  const output = outputs?.["o0"];
  assert.is(output?.kind, "string", stderr);
  const text = output?.kind === "string" ? output.value : "";
  return { ...(JSON.parse(text.replaceAll(folder, "$D")) as object), stderr };
}

const context = suite("what a container tells its task");

context("comes from the platform's variables and the command", async () => {
  const { stderr, ...facts } = await factsOf(platform);
  assert.equal(facts, {
    executionId: { project: "shop", domain: "staging", name: "e1" },
    taskId: { project: "lib", domain: "production", name: "exectasks.facts", version: "v7" },
    attempt: 2,
    isLocal: false,
    rawOutputPrefix: "$D/raw",
    outputPrefix: "$D/out",
    secret: "s",
  });
  const { asctime: _, ...line } = JSON.parse(String(stderr)) as { readonly asctime: string };
  assert.equal(line, { name: "exectasks.facts", levelname: "INFO", message: "running", attempt: 2 });
});

context("comes from the variables' short names too", async () => {
  const { executionId, taskId, attempt } = await factsOf(short);
  assert.equal(executionId, { project: "shop", domain: "staging", name: "e1" });
  assert.equal(taskId, { project: "lib", domain: "", name: "x", version: "v7" });
  assert.is(attempt, 0);
});

context("names a secret that is not there, in the error document", async () => {
  const { error } = await runContainer({ task: "asks_secret", inputs: {} });
  assert.is(error?.code, "USER:RuntimeError");
  assert.match(
    error?.message ?? "",
    /There is no secret "none" in the group "crm": looked in \$_FSEC_CRM_NONE, \/etc\/secrets\/crm\/none/,
  );
  assert.match(error?.message ?? "", /add secretRequests: \[\{ group: "crm", key: "none" \}\]/);
});

context("has the checkpoint of the attempt before", async () => {
  const previous = mkdtempSync(join(tmpdir(), "tsflyte-previous-"));
  const argvWith = (prev: string): readonly string[] => [
    ...[
      "--inputs",
      "$D/inputs.pb",
      "--output-prefix",
      "$D/out",
      "--checkpoint-path",
      "$D/ckpt",
      "--prev-checkpoint",
      prev,
    ],
    ...["--", "task-module", "exectasks", "task-name", "resumes"],
  ];
  const first = await runContainer({ task: "resumes", inputs: {}, argv: argvWith('""') });
  assert.equal(first.outputs, { o0: { kind: "integer", value: 1 } }, first.stderr);
  assert.equal(first.files, ["ckpt/_dst_cp", "out/outputs.pb"]);
  mkdirSync(join(previous, "cp"));
  writeFileSync(join(previous, "cp/_dst_cp"), "4");
  const later = await runContainer({ task: "resumes", inputs: {}, argv: argvWith(`${previous}/cp`) });
  assert.equal(later.outputs, { o0: { kind: "integer", value: 5 } }, later.stderr);
});

context("aborts its signal when the container is stopped, which stays the reason of the failure", async () => {
  const { error, stdout, files, exitCode } = await runContainer({ task: "aborts" });
  assert.match(stdout, /^told: The container was stopped by SIGTERM before the task was done/);
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "recoverable");
  assert.match(error?.message ?? "", /stopped by SIGTERM/);
  assert.equal(files, ["out/error.pb"]);
  assert.is(exitCode, 0);
});

context.run();

const settings = {
  project: "",
  domain: "",
  version: "",
  imageConfig: { defaultImage: { fqn: "acme/flows", tag: "v1" }, images: {} },
  env: {},
};
const two = { literals: { n: { scalar: { primitive: { integer: "2" } } } } };

const dynamic = suite("the settings of a dynamic task");

dynamic("are those it was registered with, under the names that the platform gave it", async () => {
  const env = { ...platform, _F_SS_C: serializeContext(settings) };
  const { futures, stderr } = await runContainer({ task: "dyn", inputs: two, env });
  const text = Buffer.from(futures ?? []).toString("latin1");
  assert.ok(futures !== undefined, stderr);
  for (const part of ["lib", "production", "v7", "acme/flows:v1"]) assert.match(text, part);
});

dynamic("that cannot be read are a failure that says so", async () => {
  const { error, files } = await runContainer({ task: "dyn", inputs: two, env: { _F_SS_C: "nonsense" } });
  assert.is(error?.code, "SYSTEM");
  assert.is(error?.kind, "non-recoverable");
  assert.match(error?.message ?? "", /The environment variable _F_SS_C does not hold the settings/);
  assert.equal(files, ["out/error.pb"]);
});

dynamic.run();

const decks = suite("a container's decks");

decks("lie beside the outputs, with a user's text escaped", async () => {
  const { deck = "", files } = await runContainer({ task: "deck" });
  assert.equal(files, ["out/deck.html", "out/outputs.pb"]);
  assert.match(deck, "<p>custom &lt;script&gt;</p>");
  assert.match(deck, "&lt;script&gt;alert(1)");
  assert.not.match(deck, /<script/i);
  for (const title of ["mine", "default", "Input", "Output", "Timeline", "Source Code", "Dependencies"]) {
    assert.match(deck, `<section aria-label="${title}">`);
  }
});

decks("are written of a task that fails, with its error", async () => {
  const { deck = "", files, error } = await runContainer({ task: "failing_deck" });
  assert.equal(files, ["out/deck.html", "out/error.pb"]);
  assert.match(deck, /<section aria-label="Error">\n<pre class="error">Error: &lt;bad&gt;/);
  assert.match(deck, "so far");
  assert.match(error?.message ?? "", /Error: <bad>$/);
});

decks("are written of a dynamic task", async () => {
  const env = { _F_SS_C: serializeContext(settings) };
  const { files, stderr } = await runContainer({ task: "dynamic_deck", inputs: two, env });
  assert.equal(files, ["out/deck.html", "out/futures.pb"], stderr);
});

decks("that cannot be written fail nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-deck-"));
  mkdirSync(join(folder, "out/deck.html/in-the-way"), { recursive: true });
  const inputs = join(folder, "inputs.pb");
  // { a: 41 }
  writeFileSync(inputs, Buffer.from("0a0b0a016112060a040a020829", "hex"));
  const argv = [
    "--inputs",
    inputs,
    "--output-prefix",
    `${folder}/out`,
    "--",
    "task-module",
    "exectasks",
    "task-name",
    "deck",
  ];
  const { exitCode, stderr } = await runContainer({ task: "deck", argv });
  assert.is(exitCode, 0);
  assert.match(stderr, /"levelname": "WARNING", "message": "the decks cannot be written".*Cannot write/);
  assert.match(stderr.trim(), /^\{.*\}$/, "one line, and no error document");
});

decks.run();
