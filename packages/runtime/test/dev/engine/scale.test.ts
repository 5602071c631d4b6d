/** Long and wide executions, of which no more runs at a time than there is room for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { nodesOfExecution } from "../../../src/dev/engine/records/node-executions.ts";
import { closureOf, withBench } from "./engine-bench.ts";
import { promise, scriptTask, taskNode, workflowOf } from "./templates.ts";

const scale = suite("scale");

scale(
  "a chain of a hundred nodes",
  withBench(async (bench) => {
    const task = scriptTask("t", 'cp "$1" "$2/outputs.pb"', {
      inputs: { o0: "integer" },
      outputs: { o0: "integer" },
    });
    const nodes = Array.from({ length: 100 }, (_, index) =>
      taskNode(`n${index}`, task, {
        inputs: [promise("o0", index === 0 ? "" : `n${index - 1}`, index === 0 ? "x" : "o0")],
      }),
    );
    const workflow = workflowOf("chain", nodes, {
      inputs: { x: "integer" },
      outputs: { r: "integer" },
      bindings: [promise("r", "n99", "o0")],
    });
    assert.equal((await bench.run(closureOf(workflow, [task]), { x: 8 })).outputs, { r: 8 });
  }),
);

scale(
  "a thousand nodes beside each other",
  withBench(
    async (bench) => {
      const task = scriptTask("t", ": > running$$; set -- running*; echo $# >> seen; rm running$$");
      const nodes = Array.from({ length: 1000 }, (_, index) => taskNode(`n${index}`, task));
      const { phase, key } = await bench.run(closureOf(workflowOf("fan", nodes), [task]));
      assert.is(phase, "SUCCEEDED");
      assert.is(nodesOfExecution(bench.database, key).length, 1002);
      const seen = readFileSync(join(bench.image, "seen"), "utf8").trim().split("\n").map(Number);
      assert.is(seen.length, 1000);
      assert.ok(Math.max(...seen) <= 3);
    },
    { settings: { processes: 3 } },
  ),
);

scale.run();
