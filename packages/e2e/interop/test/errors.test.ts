/** Every kind of `error.pb` that we leave is read by flytekit's class with the code, kind and origin that it stands for. */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlytekitPeer, type ReadError } from "./flytekit-peer.ts";
import { literal, newFolder, runTask, writeLiterals } from "./run-task.ts";

const peer = new FlytekitPeer();
const inputs = writeLiterals({ a: literal({ scalar: { primitive: { integer: "7" } } }) });

type Kind = Pick<ReadError, "code" | "kind" | "origin">;

const users: Kind = { code: "USER:RuntimeError", kind: "NON_RECOVERABLE", origin: "USER" };
const system: Kind = { code: "SYSTEM", kind: "NON_RECOVERABLE", origin: "SYSTEM" };

/** Runs a task and gives what flytekit reads of its error; the document is the only file, and the process ends well. */
async function errorOf(task: string, given: string = inputs, env: NodeJS.ProcessEnv = {}): Promise<ReadError> {
  const { status, files, outputs } = runTask("failures", task, given, env);
  assert.is(status, 0);
  const [file = "", ...others] = files;
  assert.equal(others, []);
  assert.match(file, /^error.*\.pb$/);
  return peer.ask("read_error", { path: join(dirname(outputs), file) });
}

function assertKind({ code, kind, origin, age }: ReadError, expected: Kind): void {
  assert.equal({ code, kind, origin }, expected);
  assert.ok(age !== null && age > -5 && age < 120, `the error is ${age} seconds old`);
}

const test = suite("error documents");

test("an error of the user's", async () => {
  const error = await errorOf("user_error");
  assertKind(error, users);
  assert.match(error.message, /^Trace:\n\n {4}RangeError: bad a=7 ✓\n[\s\S]*\nMessage:\n\n {4}RangeError: bad a=7 ✓$/);
  assert.match(error.message, "the cause");
  assert.is(error.worker, "");
});

test("an error that trying again may help against", async () => {
  assertKind(await errorOf("recoverable"), { code: "USER:Recoverable", kind: "RECOVERABLE", origin: "USER" });
});

test("a result of another type", async () => {
  const error = await errorOf("wrong_output");
  assertKind(error, system);
  assert.match(error.message, "o0");
});

test("a task that leaves the process", async () => assertKind(await errorOf("leaves"), users));

test("a task that never settles", async () => assertKind(await errorOf("never"), users));

test("a task that does not exist", async () => {
  const error = await errorOf("nobody");
  assertKind(error, users);
  assert.match(error.message, "nobody");
});

test("an input that is missing", async () => {
  const error = await errorOf("user_error", writeLiterals({}));
  assertKind(error, users);
  assert.match(error.message, '"a"');
});

test("inputs that are not there", async () => {
  const error = await errorOf("user_error", join(newFolder("none"), "inputs.pb"));
  assertKind(error, { ...system, kind: "RECOVERABLE" });
});

test("inputs that are no document", async () => {
  const path = join(newFolder("broken"), "inputs.pb");
  writeFileSync(path, Buffer.from("0affffff", "hex"));
  const error = await errorOf("user_error", path);
  assert.match(error.code, /^(SYSTEM|USER:RuntimeError)$/);
  assert.ok(error.message.length > 0);
});

test("an error of one worker of several", async () => {
  const env = { FLYTE_INTERNAL_DIST_ERROR_STRATEGY: "earliest", FLYTE_INTERNAL_WORKER_NAME: "worker-3" };
  const error = await errorOf("user_error", inputs, env);
  assertKind(error, users);
  assert.is(error.worker, "worker-3");
});

test("a task that gives nothing leaves an empty document and no deck", () => {
  const { status, files } = runTask("failures", "nothing", inputs);
  assert.is(status, 0);
  assert.equal(files, ["outputs.pb"]);
});

test.after(() => peer.end());

test.run();
