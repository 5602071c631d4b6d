/** The first day of a user, from a build to the outputs of an execution on `tsflyte dev`. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { show } from "../flyte/show.ts";

const test = suite("tsflyte dev, register, run");

test("a workflow that is registered runs, and prints its outputs", async () => {
  const { output, seconds } = await show();
  assert.is(output, "15\n");
  assert.ok(seconds.all > seconds.run);
});

test.run();
