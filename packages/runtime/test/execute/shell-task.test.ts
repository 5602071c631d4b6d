import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runContainer } from "./run-container.ts";

const test = suite("a script in its container");

test("is found by its constant, whatever its name", async () => {
  const { exitCode, outputs, stderr } = await runContainer({ module: "shelltasks", task: "twice" });
  assert.is(exitCode, 0, stderr);
  assert.equal(outputs, { o0: { kind: "integer", value: 14 } });
});

test("fails, to be tried again, with what it wrote", async () => {
  const { error } = await runContainer({ module: "shelltasks", task: "failing" });
  assert.is(error?.kind, "recoverable");
  assert.match(error?.message ?? "", "task shelltasks.failing: the script ended with exit code 7");
  assert.match(error?.message ?? "", "no more space");
});

test.run();
