/** A pipeline over processes: a task of flytekit's, one of ours, one of flytekit's, each started as its container starts it. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { python, quiet } from "./flytekit-peer.ts";
import {
  environment,
  failureOf,
  leftBy,
  newFolder,
  readLiterals,
  runTask,
  stringLiteral,
  type TaskRun,
  writeLiterals,
} from "./run-task.ts";

/** Runs a task of python/pipeline.py by the program that its container has. */
function runPythonTask(task: string, inputs: string): TaskRun {
  const folder = newFolder(task);
  const out = join(folder, "out");
  const args = ["--inputs", inputs, "--output-prefix", out, "--raw-output-data-prefix", join(folder, "raw")];
  const resolver = "flytekit.core.python_auto_container.default_task_resolver";
  const loader = ["--resolver", resolver, "--", "task-module", "pipeline", "task-name", task];
  const { status, stderr } = spawnSync(join(dirname(python), "pyflyte-execute"), [...args, ...loader], {
    cwd: join(import.meta.dirname, "../python"),
    encoding: "utf8",
    env: { ...environment, ...quiet },
  });
  return leftBy({ folder: out, status, stderr });
}

const test = suite("mixed pipelines");

test("a struct with files goes from Python through TypeScript to Python", () => {
  const loaded = runPythonTask("load", writeLiterals({ key: stringLiteral("seven") }));
  assert.is(failureOf(loaded), "");

  const cleaned = runTask("pipeline", "clean", loaded.outputs);
  assert.is(failureOf(cleaned), "");

  const finished = runPythonTask("finish", cleaned.outputs);
  assert.is(failureOf(finished), "");
  const points = "[a=2.0/4.0, é=6.5/2e+300]";
  const files = "'HÉLLO\\n' 'part' 'héllo\\n'";
  assert.equal(
    readLiterals(finished.outputs)["o0"],
    stringLiteral(`b CLEAN 5 2024-02-29T12:30:15.123000+00:00 ${points} ['a', 'é'] a ${files}`),
  );
});

test("what Python passed on goes through TypeScript twice", () => {
  const loaded = runPythonTask("load", writeLiterals({ key: stringLiteral("seven") }));
  const once = runTask("pipeline", "clean", loaded.outputs);
  const twice = runTask("pipeline", "clean", once.outputs);
  assert.is(failureOf(twice), "");
  const finished = runPythonTask("finish", twice.outputs);
  assert.is(failureOf(finished), "");
  assert.match(JSON.stringify(readLiterals(finished.outputs)["o0"], withoutBigints), "b CLEAN '5'");
});

function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

test.run();
