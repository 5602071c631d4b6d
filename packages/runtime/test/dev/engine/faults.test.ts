/** What fails inside of something else, and what is told of both. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { SimpleType } from "../../../src/idl/gen/flyteidl/core/types_pb.ts";
import type { GateNodeSchema } from "../../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { type Bench, closureOf, withBench } from "./engine-bench.ts";
import { constants, idOf, type NodeInit, promise, scriptTask, taskNode, workflowOf } from "./templates.ts";

const faults = suite("faults");
const int = { inputs: { o0: "integer" }, outputs: { o0: "integer" } } as const;

function arrayOf(node: NodeInit, minSuccessRatio = 1): NodeInit {
  return {
    id: "n0",
    inputs: [constants("o0", [1, 2, 3])],
    target: {
      case: "arrayNode",
      value: { node, successCriteria: { case: "minSuccessRatio", value: minSuccessRatio }, runAllSubNodes: true },
    },
  };
}

const list = { outputs: { r: "integers" }, bindings: [promise("r", "n0", "o0")] } as const;

faults(
  "an element whose outputs are no document fails the execution, when the others have ended",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 1 });
    const script =
      'if [ $FLYTE_K8S_ARRAY_INDEX = 0 ]; then echo nonsense > "$2/outputs.pb"; else sleep 0.3; cp o.pb "$2/outputs.pb"; fi';
    const task = scriptTask("element", script, { inputs: { o0: "integers" }, outputs: { o0: "integers" } });
    const { error, nodes, key } = await bench.run(
      closureOf(workflowOf("wf", [arrayOf(taskNode("inner", task))], list), [task]),
    );
    assert.equal(nodes, { n0: "FAILED" });
    assert.match(error?.message ?? "", /the outputs of an element cannot be read: .*outputs\.pb holds no outputs/);
    assert.equal(Object.values(bench.inside(key, "n0")), ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
  }),
);

faults(
  "a sub-workflow that fails for one element of an array counts as that element's failure",
  withBench(async (bench) => {
    bench.outputs("two.pb", { o0: 2 });
    bench.error("e.pb", "USER:ValueError", "no twos", false);
    const script = 'if cmp -s "$1" two.pb; then cp e.pb "$2/error.pb"; else cp "$1" "$2/outputs.pb"; fi';
    const task = scriptTask("picky", script, int);
    const sub = workflowOf("sub", [taskNode("m0", task, { inputs: [promise("o0", "", "o0")] })], {
      ...int,
      bindings: [promise("o0", "m0", "o0")],
    });
    const node: NodeInit = {
      id: "inner",
      target: {
        case: "workflowNode",
        value: { reference: { case: "subWorkflowRef", value: idOf(ResourceType.WORKFLOW, "sub") } },
      },
    };
    const enough = await bench.run(closureOf(workflowOf("wf", [arrayOf(node, 0.6)], list), [task], [sub]));
    assert.equal(enough.outputs, { r: [1, null, 3] });
    assert.equal(Object.values(bench.inside(enough.key, "n0")), ["SUCCEEDED", "FAILED", "SUCCEEDED"]);
    const all = await bench.run(closureOf(workflowOf("wf", [arrayOf(node)], list), [task], [sub]));
    assert.is(all.error?.message, "[1]: no twos\n");
  }),
);

faults(
  "a failure node that fails itself changes nothing about what is told",
  withBench(async (bench) => {
    bench.error("first.pb", "USER:ValueError", "the first", false);
    bench.error("second.pb", "USER:ValueError", "the second", false);
    const bad = scriptTask("bad", 'cp first.pb "$2/error.pb"');
    const handler = scriptTask("handler", 'cp second.pb "$2/error.pb"');
    const workflow = workflowOf("wf", [taskNode("n0", bad)], { failureNode: taskNode("fn0", handler) });
    const { phase, error, nodes } = await bench.run(closureOf(workflow, [bad, handler]));
    assert.is(phase, "FAILED");
    assert.is(error?.message, "the first");
    assert.equal(nodes, { n0: "FAILED", fn0: "FAILED" });
  }),
);

faults(
  "gates that nobody answers fail when their time is over",
  withBench(async (bench) => {
    const type = { type: { case: "simple", value: SimpleType.INTEGER } } as const;
    const conditions: readonly NonNullable<MessageInitShape<typeof GateNodeSchema>["condition"]>[] = [
      { case: "approve", value: { signalId: "ok" } },
      { case: "signal", value: { signalId: "number", outputVariableName: "o0", type } },
    ];
    for (const condition of conditions) {
      const gate: NodeInit = {
        id: "n0",
        metadata: { timeout: { seconds: 0n, nanos: 2e8 } },
        target: { case: "gateNode", value: { condition } },
      };
      const { error, nodes } = await bench.run(closureOf(workflowOf("wf", [gate]), []));
      assert.equal(nodes, { n0: "FAILED" });
      assert.is(error?.code, "RetriesExhausted|TimeoutExpired");
    }
  }),
);

/** A workflow whose node runs the launch plan `child`, which waits for the file `go` and fails. */
function parentOf(bench: Bench) {
  bench.error("e.pb", "USER:ValueError", "in the child", false);
  const script = 'echo run >> runs; while [ ! -f go ]; do sleep 0.02; done; cp e.pb "$2/error.pb"';
  const task = scriptTask("one", script);
  bench.register(closureOf(workflowOf("child", [taskNode("n0", task)]), [task]));
  const node: NodeInit = {
    id: "n0",
    metadata: { retries: { retries: 3 } },
    target: {
      case: "workflowNode",
      value: { reference: { case: "launchplanRef", value: idOf(ResourceType.LAUNCH_PLAN, "child") } },
    },
  };
  return closureOf(workflowOf("parent", [node]), []);
}

faults(
  "an execution that was aborted fails the node that has started it",
  withBench(async (bench) => {
    const key = bench.start(parentOf(bench));
    let child: string | null = null;
    while (child === null) {
      await pause(10);
      child = bench.node(key, "n0").child_execution;
    }
    bench.engine.abort({ ...key, name: child }, "not needed");
    await bench.engine.ended(key);
    const { phase, error, nodes } = bench.look(key);
    assert.is(phase, "FAILED");
    assert.is(error?.code, "RemoteChildWorkflowExecutionFailed");
    assert.match(error?.message ?? "", new RegExp(`launchplan \\[${child}\\] aborted`));
    assert.equal(nodes, { n0: "FAILED" });
  }),
);

faults(
  "an execution that failed is not started again, whatever retries its node has",
  withBench(async (bench) => {
    writeFileSync(join(bench.image, "go"), "");
    const { error, key } = await bench.run(parentOf(bench));
    assert.is(error?.message, "in the child");
    const executions = bench.database.all("SELECT name FROM executions WHERE name <> ?", key.name);
    assert.is(executions.length, 1);
  }),
);

faults(
  "an execution that is aborted between two attempts begins no other one",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Recoverable", "again", true);
    const task = scriptTask("one", 'echo run >> runs; cp e.pb "$2/error.pb"', { retries: 10_000 });
    const key = bench.start(closureOf(workflowOf("wf", [taskNode("n0", task)]), [task]));
    while (bench.attempts(key, "n0").length < 3) await pause(5);
    bench.engine.abort(key, "enough");
    await bench.engine.ended(key);
    assert.is(bench.look(key).phase, "ABORTED");
    assert.equal(bench.look(key).nodes, { n0: "ABORTED" });
    const phases = bench.attemptPhases(key, "n0");
    assert.not(phases.includes("RUNNING"));
    await pause(100);
    assert.is(bench.attempts(key, "n0").length, phases.length);
  }),
);

faults(
  "a workflow whose outputs are not there fails, though its nodes have succeeded",
  withBench(async (bench) => {
    bench.outputs("o.pb", { other: 1 });
    const task = scriptTask("one", 'cp o.pb "$2/outputs.pb"', { outputs: { o0: "integer" } });
    const workflow = workflowOf("wf", [taskNode("n0", task)], {
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    });
    const { phase, error, nodes, outputs } = await bench.run(closureOf(workflow, [task]));
    assert.is(phase, "FAILED");
    assert.is(error?.code, "BindingResolutionFailure");
    assert.match(error?.message ?? "", /end-node.*output \[o0\] is not among the outputs of node \[n0\]/);
    assert.equal(nodes, { n0: "SUCCEEDED" });
    assert.is(outputs, undefined);
  }),
);

faults(
  "a task that is ended by a signal is told to have been",
  withBench(async (bench) => {
    const task = scriptTask("killed", "kill -9 $$");
    const { error, key } = await bench.run(closureOf(workflowOf("wf", [taskNode("n0", task)]), [task]));
    assert.is(error?.code, "RetriesExhausted|Interrupted");
    assert.match(error?.message ?? "", /terminated with signal \(SIGKILL\)/);
    assert.equal(bench.attemptPhases(key, "n0"), ["FAILED", "FAILED", "FAILED", "FAILED"]);
  }),
);

faults.run();
