import { existsSync, rmSync, statSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createTaskContext, currentContext, withContext } from "../../src/context/index.ts";
import { TsflyteError } from "../../src/errors/index.ts";
import { runFacts } from "./run-facts.ts";

const later = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

const test = suite("the context of a task");

test("is an error outside a task, which says where to call", () => {
  try {
    currentContext();
    assert.unreachable();
  } catch (error) {
    assert.instance(error, TsflyteError);
    assert.is((error as TsflyteError).code, "outside-task");
    assert.match(
      (error as TsflyteError).message,
      /no task is running here\n {2}fix: call it in the function of a task/,
    );
  }
});

test("follows the task over awaits, and tasks at once have each their own", async () => {
  const name = async (task: string, millis: number): Promise<string> =>
    withContext(createTaskContext(runFacts(), { name: task }), async () => {
      await later(millis);
      return currentContext().taskId.name;
    });
  assert.equal(await Promise.all([name("slow", 20), name("fast", 1)]), ["slow", "fast"]);
  assert.throws(() => currentContext());
});

test("is known to another copy of the package", async () => {
  const copy = (await import(new URL("../../src/context/current-context.ts?copy", import.meta.url).href)) as {
    readonly currentContext: typeof currentContext;
  };
  assert.is.not(copy.currentContext, currentContext);
  const context = createTaskContext(runFacts(), { name: "t" });
  assert.is(
    withContext(context, () => copy.currentContext()),
    context,
  );
});

test("says what the platform said of the run", () => {
  const { signal } = new AbortController();
  const facts = {
    executionId: { project: "p", domain: "d", name: "e1" },
    taskId: { project: "p", domain: "d", name: "flows.t", version: "v" },
    attempt: 2,
    isLocal: true,
    signal,
  };
  const context = createTaskContext(runFacts(facts), { name: "flows.t" });
  const { executionId, taskId, attempt, isLocal } = context;
  assert.equal({ executionId, taskId, attempt, isLocal, signal }, { ...facts, signal });
  assert.is(context.signal, signal);
  assert.is(context.outputPrefix, "s3://data/out");
  assert.is(context.rawOutputPrefix, "s3://data/raw");
  assert.ok(Math.abs(context.executionDate.getTime() - Date.now()) < 1000);
});

test("has names for a run on this machine, and a signal that nobody aborts", () => {
  const context = createTaskContext(runFacts(), { name: "flows.t" });
  assert.equal(context.executionId, { project: "local", domain: "local", name: "local" });
  assert.equal(context.taskId, { project: "local", domain: "local", name: "flows.t", version: "local" });
  assert.is(context.attempt, 0);
  assert.is(context.signal.aborted, false);
  assert.is(context.signal, context.signal);
});

test("makes the working directory when it is asked for, one an attempt", () => {
  const [first, second] = [1, 2].map(() => createTaskContext(runFacts(), { name: "t" }));
  const path = first?.workingDirectory ?? "";
  assert.ok(statSync(path).isDirectory());
  assert.is(first?.workingDirectory, path);
  assert.is.not(second?.workingDirectory, path);
  for (const context of [first, second]) rmSync(context?.workingDirectory ?? "", { recursive: true });
  assert.not(existsSync(path));
});

test.run();
