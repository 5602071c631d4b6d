/** Nodes of each kind, and how they follow each other. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ExecutionMetadata_ExecutionMode as Mode } from "../../../src/idl/gen/flyteidl/admin/execution_pb.ts";
import {
  type BooleanExpressionSchema,
  ComparisonExpression_Operator,
} from "../../../src/idl/gen/flyteidl/core/condition_pb.ts";
import { IdentifierSchema, ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { SimpleType } from "../../../src/idl/gen/flyteidl/core/types_pb.ts";
import type { ArrayNodeSchema } from "../../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { WorkflowMetadata_OnFailurePolicy as Policy } from "../../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { type Bench, closureOf, errorOf, valuesOf, withBench } from "./engine-bench.ts";
import { isRunning } from "./is-running.ts";
import {
  type BindingInit,
  constant,
  constants,
  idOf,
  literal,
  type NodeInit,
  promise,
  scriptTask,
  taskNode,
  workflowOf,
} from "./templates.ts";

const nodes = suite("nodes");
const int = { outputs: { o0: "integer" } } as const;
const seconds = (count: number) => ({ seconds: BigInt(Math.floor(count)), nanos: Math.round((count % 1) * 1e9) });

nodes(
  "outputs of one node are inputs of the next, and those of the last the workflow's",
  withBench(async (bench) => {
    bench.outputs("one.pb", { o0: 1 });
    const one = scriptTask("one", 'cp one.pb "$2/outputs.pb"', int);
    const copy = scriptTask("copy", 'cp "$1" "$2/outputs.pb"', { inputs: { o0: "integer" }, ...int });
    const workflow = workflowOf(
      "wf",
      [
        taskNode("n2", copy, { inputs: [promise("o0", "n1", "o0")] }),
        taskNode("n1", copy, { inputs: [promise("o0", "n0", "o0")] }),
        taskNode("n0", one),
      ],
      {
        inputs: { x: "string" },
        outputs: { a: "integer", b: "string" },
        bindings: [promise("a", "n2", "o0"), promise("b", "", "x")],
      },
    );
    const { phase, outputs, key } = await bench.run(closureOf(workflow, [one, copy]), { x: "in" });
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { a: 1, b: "in" });
    const { started_at, ended_at, created_at } = bench.node(key, "n1");
    assert.ok((started_at ?? 0) >= created_at && (ended_at ?? 0) >= (started_at ?? 0));
    assert.equal(valuesOf(bench.objects.read(bench.node(key, "n1").input_uri)), { o0: 1 });
  }),
);

nodes(
  "a node waits for those that it only comes after",
  withBench(async (bench) => {
    const first = scriptTask("first", "sleep 0.2; echo first >> order");
    const second = scriptTask("second", "echo second >> order");
    const workflow = workflowOf("wf", [taskNode("n1", second, { after: ["n0"] }), taskNode("n0", first)]);
    await bench.run(closureOf(workflow, [first, second]));
    assert.is(readFileSync(join(bench.image, "order"), "utf8"), "first\nsecond\n");
  }),
);

nodes(
  "a failure ends what runs, unless the workflow says that others go on",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "no", false);
    const bad = scriptTask("bad", 'sleep 0.3; cp e.pb "$2/error.pb"');
    const slow = scriptTask("slow", "sleep 2");
    const after = scriptTask("after", "true");
    const run = (onFailure: Policy) =>
      bench.run(
        closureOf(
          workflowOf(
            `wf${onFailure}`,
            [
              taskNode("n0", bad),
              taskNode("n1", slow),
              taskNode("n2", after, { after: ["n1"] }),
              taskNode("n3", after, { after: ["n0"] }),
            ],
            { metadata: { onFailure } },
          ),
          [bad, slow, after],
        ),
      );
    const at = Date.now();
    const stopped = await run(Policy.FAIL_IMMEDIATELY);
    assert.ok(Date.now() - at < 1900);
    assert.is(stopped.error?.code, "USER:ValueError");
    assert.equal(stopped.nodes, { n0: "FAILED", n1: "ABORTED" });
    assert.equal(bench.attemptPhases(stopped.key, "n1"), ["ABORTED"]);
    assert.is(errorOf(bench.node(stopped.key, "n1").error)?.message, "node n0 failed");
    const finished = await run(Policy.FAIL_AFTER_EXECUTABLE_NODES_COMPLETE);
    assert.is(finished.error?.code, "USER:ValueError");
    assert.equal(finished.nodes, { n0: "FAILED", n1: "SUCCEEDED", n2: "SUCCEEDED" });
  }),
);

nodes(
  "a failure node gets the inputs and the error, and the execution still fails with what failed first",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "no such column", false);
    const bad = scriptTask("bad", 'cp e.pb "$2/error.pb"');
    const cleanup = scriptTask("cleanup", 'cp "$1" seen.pb', { inputs: { x: "integer", err: "integer" } });
    const failureNode = taskNode("fn0", cleanup, {
      inputs: [
        promise("x", "", "x"),
        { var: "err", binding: { value: { case: "scalar", value: { value: { case: "noneType", value: {} } } } } },
      ],
    });
    const workflow = workflowOf("wf", [taskNode("n0", bad)], { inputs: { x: "integer" }, failureNode });
    const { phase, error, nodes } = await bench.run(closureOf(workflow, [bad, cleanup]), { x: 5 });
    assert.is(phase, "FAILED");
    assert.is(error?.code, "USER:ValueError");
    assert.equal(nodes, { n0: "FAILED", fn0: "SUCCEEDED" });
    assert.equal(valuesOf(readFileSync(join(bench.image, "seen.pb"))), {
      x: 5,
      err: { message: "no such column", failedNodeId: "n0" },
    });
  }),
);

nodes(
  "a sub-workflow runs inside of its node, and fails it with its own error",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "inside", false);
    const copy = scriptTask(
      "copy",
      'if grep -q bad "$1"; then cp e.pb "$2/error.pb"; else cp "$1" "$2/outputs.pb"; fi',
      {
        inputs: { o0: "string" },
        outputs: { o0: "string" },
      },
    );
    const inner = workflowOf("inner", [taskNode("n0", copy, { inputs: [promise("o0", "", "s")] })], {
      inputs: { s: "string" },
      outputs: { r: "string" },
      bindings: [promise("r", "n0", "o0")],
    });
    const outer = workflowOf(
      "outer",
      [
        {
          id: "n0",
          inputs: [promise("s", "", "s")],
          target: {
            case: "workflowNode",
            value: { reference: { case: "subWorkflowRef", value: idOf(ResourceType.WORKFLOW, "inner") } },
          },
        },
      ],
      { inputs: { s: "string" }, outputs: { r: "string" }, bindings: [promise("r", "n0", "r")] },
    );
    const closure = closureOf(outer, [copy], [inner]);
    const good = await bench.run(closure, { s: "good" });
    assert.equal(good.outputs, { r: "good" });
    assert.equal(good.nodes, { n0: "SUCCEEDED" });
    assert.equal(bench.inside(good.key, "n0"), { "n0-0-n0": "SUCCEEDED" });
    assert.is(bench.node(good.key, "n0").is_parent, 1);
    const bad = await bench.run(closure, { s: "bad" });
    assert.is(bad.error?.message, "inside");
    assert.equal(bad.nodes, { n0: "FAILED" });
  }),
);

/** A branch on `x`: over 10 it is task `big`, over 5 task `middle`, else task `small`, or an error. */
function branchOn(x: BindingInit, otherwise: "small" | "error"): NodeInit {
  const condition = (over: number): MessageInitShape<typeof BooleanExpressionSchema> => ({
    expr: {
      case: "comparison",
      value: {
        operator: ComparisonExpression_Operator.GT,
        leftValue: { val: { case: "var", value: "x" } },
        rightValue: { val: { case: "primitive", value: { value: { case: "integer", value: BigInt(over) } } } },
      },
    },
  });
  return {
    id: "n0",
    inputs: [x],
    target: {
      case: "branchNode",
      value: {
        ifElse: {
          case: { condition: condition(10), thenNode: taskNode("b0", "big") },
          other: [{ condition: condition(5), thenNode: taskNode("b1", "middle") }],
          default:
            otherwise === "error"
              ? { case: "error", value: { failedNodeId: "n0", message: "too small" } }
              : { case: "elseNode", value: taskNode("b2", "small") },
        },
      },
    },
  };
}

nodes(
  "a branch runs the first case that holds and skips the others; its outputs are that case's",
  withBench(async (bench) => {
    for (const [name, value] of Object.entries({ big: 3, middle: 2, small: 1 }))
      bench.outputs(`${name}.pb`, { o0: value });
    const tasks = ["big", "middle", "small"].map((name) => scriptTask(name, `cp ${name}.pb "$2/outputs.pb"`, int));
    const facts = {
      inputs: { x: "integer" },
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    } as const;
    const workflow = workflowOf("wf", [branchOn(promise("x", "", "x"), "small")], facts);
    for (const [x, expected] of [
      [11, 3],
      [7, 2],
      [1, 1],
    ] as const) {
      const { outputs, key } = await bench.run(closureOf(workflow, tasks), { x });
      assert.equal(outputs, { r: expected });
      const phases = Object.values(bench.inside(key, "n0")).sort();
      assert.equal(phases, ["SKIPPED", "SKIPPED", "SUCCEEDED"]);
    }
    const failing = workflowOf("failing", [branchOn(promise("x", "", "x"), "error")], facts);
    const { error } = await bench.run(closureOf(failing, tasks), { x: 1 });
    assert.is(error?.code, "UserProvidedError");
    assert.is(error?.message, "too small");
  }),
);

nodes(
  "a case may read a node around the branch, and waits for it",
  withBench(async (bench) => {
    bench.outputs("one.pb", { o0: 1 });
    const one = scriptTask("one", 'sleep 0.1; cp one.pb "$2/outputs.pb"', int);
    const copy = scriptTask("copy", 'cp "$1" "$2/outputs.pb"', { inputs: { o0: "integer" }, ...int });
    const branch = branchOn(constant("x", 11), "error");
    if (branch.target?.case === "branchNode" && branch.target.value.ifElse?.case !== undefined) {
      branch.target.value.ifElse.case.thenNode = taskNode("b0", copy, { inputs: [promise("o0", "n9", "o0")] });
    }
    const workflow = workflowOf("wf", [branch, taskNode("n9", one)], {
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    });
    assert.equal((await bench.run(closureOf(workflow, [one, copy]))).outputs, { r: 1 });
  }),
);

/** A map over `xs` of a task that gives its element, or fails where there is a file of its index. */
function mapOver(
  bench: Bench,
  array: Omit<MessageInitShape<typeof ArrayNodeSchema>, "$typeName" | "$unknown" | "node">,
  inputs: readonly BindingInit[],
  script = 'echo "$BATCH_JOB_ARRAY_INDEX_VAR_NAME $2"; if [ -f bad$FLYTE_K8S_ARRAY_INDEX ]; then cp e.pb "$2/error.pb"; else cp r$FLYTE_K8S_ARRAY_INDEX.pb "$2/outputs.pb"; fi',
) {
  bench.error("e.pb", "USER:ValueError", "bad element", false);
  for (let index = 0; index < 6; index++) bench.outputs(`r${index}.pb`, { o0: index * 10 });
  const task = scriptTask("element", script, { inputs: { xs: "integers" }, outputs: { o0: "integers" } });
  const node: NodeInit = {
    id: "n0",
    inputs: [...inputs],
    target: { case: "arrayNode", value: { node: taskNode("inner", task), ...array } },
  };
  return closureOf(workflowOf("wf", [node], { outputs: { r: "integers" }, bindings: [promise("r", "n0", "o0")] }), [
    task,
  ]);
}

nodes(
  "an array runs its task for every element, with the whole inputs, and collects what each gives",
  withBench(async (bench) => {
    const { outputs, key, nodes } = await bench.run(mapOver(bench, {}, [constants("xs", [1, 2, 3])]));
    assert.equal(outputs, { r: [0, 10, 20] });
    assert.equal(nodes, { n0: "SUCCEEDED" });
    assert.equal(bench.inside(key, "n0"), { "n0-0-n0": "SUCCEEDED", "n0-0-n1": "SUCCEEDED", "n0-0-n2": "SUCCEEDED" });
    assert.match(bench.log(key, "n0-0-n1"), /^FLYTE_K8S_ARRAY_INDEX .*\/n0\/data\/0\/1\/0\n$/);
    assert.equal(valuesOf(bench.objects.read(bench.node(key, "n0-0-n1", "n0").input_uri)), { xs: [1, 2, 3] });
    assert.equal(bench.attemptPhases(key, "n0"), ["SUCCEEDED"]);
  }),
);

nodes(
  "lists of unequal lengths fail, empty ones give empty lists, and none at all is one element",
  withBench(async (bench) => {
    const unequal = await bench.run(mapOver(bench, {}, [constants("xs", [1, 2]), constants("ys", [1])]));
    assert.is(unequal.error?.code, "InvalidArrayLength");
    const bound = await bench.run(
      mapOver(bench, { boundInputs: ["ys"] }, [constants("xs", [1, 2]), constants("ys", [1])]),
    );
    assert.equal(bound.outputs, { r: [0, 10] });
    assert.equal((await bench.run(mapOver(bench, {}, [constants("xs", [])]))).outputs, { r: [] });
    assert.equal((await bench.run(mapOver(bench, {}, [constant("xs", 1)]))).outputs, { r: [0] });
  }),
);

nodes(
  "failed elements are none where enough succeed, and fail the whole with their messages where not",
  withBench(async (bench) => {
    bench.file("bad1", "");
    const xs = [constants("xs", [1, 2, 3])];
    const ratio = await bench.run(
      mapOver(bench, { successCriteria: { case: "minSuccessRatio", value: 0.6 }, runAllSubNodes: true }, xs),
    );
    assert.equal(ratio.outputs, { r: [0, null, 20] });
    const count = await bench.run(mapOver(bench, { successCriteria: { case: "minSuccesses", value: 2 } }, xs));
    assert.equal(count.outputs, { r: [0, null, 20] });
    const all = await bench.run(mapOver(bench, {}, xs));
    assert.match(all.error?.message ?? "", /^\[1\]: bad element/);
    bench.file("bad1", "");
    const over = await bench.run(
      mapOver(bench, { successCriteria: { case: "minSuccessRatio", value: 1.5 } }, [constants("xs", [1])]),
    );
    assert.is(over.error?.message, "Unknown reason");
  }),
);

nodes(
  "an array runs no more elements at a time than it may",
  withBench(
    async (bench) => {
      const script =
        'touch running$FLYTE_K8S_ARRAY_INDEX; ls running* | wc -l >> seen; sleep 0.05; rm running$FLYTE_K8S_ARRAY_INDEX; cp r$FLYTE_K8S_ARRAY_INDEX.pb "$2/outputs.pb"';
      const parallelismOption = { case: "parallelism", value: 2 } as const;
      const { phase } = await bench.run(
        mapOver(bench, { parallelismOption }, [constants("xs", [1, 2, 3, 4, 5, 6])], script),
      );
      assert.is(phase, "SUCCEEDED");
      const seen = readFileSync(join(bench.image, "seen"), "utf8").trim().split("\n").map(Number);
      assert.is(Math.max(...seen), 2);
    },
    { settings: { processes: 10 } },
  ),
);

nodes(
  "an execution runs no more nodes at a time than it may",
  withBench(
    async (bench) => {
      const task = scriptTask("one", "touch running$$; ls running* | wc -l >> seen; sleep 0.05; rm running$$");
      const all = Array.from({ length: 6 }, (_, index) => taskNode(`n${index}`, task));
      await bench.run(closureOf(workflowOf("wf", all), [task]), {}, { maxParallelism: 2 });
      const seen = readFileSync(join(bench.image, "seen"), "utf8").trim().split("\n").map(Number);
      assert.is(Math.max(...seen), 2);
    },
    { settings: { processes: 10 } },
  ),
);

nodes(
  "a sleeping gate takes its time, and is over when its node's time is",
  withBench(async (bench) => {
    const sleep = (time: number, timeout?: number): NodeInit => ({
      id: "n0",
      metadata: timeout === undefined ? {} : { timeout: seconds(timeout) },
      target: { case: "gateNode", value: { condition: { case: "sleep", value: { duration: seconds(time) } } } },
    });
    const at = Date.now();
    assert.is((await bench.run(closureOf(workflowOf("wf", [sleep(0.2)])))).phase, "SUCCEEDED");
    assert.ok(Date.now() - at >= 199);
    const late = await bench.run(closureOf(workflowOf("late", [sleep(60, 0.1)])));
    assert.is(late.error?.code, "RetriesExhausted|TimeoutExpired");
    assert.equal(late.nodes, { n0: "FAILED" });
  }),
);

nodes(
  "gates wait for approval and for values",
  withBench(async (bench) => {
    const copy = scriptTask("copy", 'cp "$1" "$2/outputs.pb"', { inputs: { o0: "integer" }, ...int });
    const workflow = workflowOf(
      "wf",
      [
        {
          id: "n0",
          inputs: [constant("o0", 5)],
          target: { case: "gateNode", value: { condition: { case: "approve", value: { signalId: "ok" } } } },
        },
        {
          id: "n1",
          target: {
            case: "gateNode",
            value: {
              condition: {
                case: "signal",
                value: {
                  signalId: "number",
                  outputVariableName: "o0",
                  type: { type: { case: "simple", value: SimpleType.INTEGER } },
                },
              },
            },
          },
        },
        taskNode("n2", copy, { inputs: [promise("o0", "n0", "o0")] }),
      ],
      { outputs: { a: "integer", b: "integer" }, bindings: [promise("a", "n2", "o0"), promise("b", "n1", "o0")] },
    );
    const closure = closureOf(workflow, [copy]);
    const key = bench.start(closure);
    assert.not(bench.engine.signal(key, "nothing", literal(true)));
    assert.equal(bench.look(key).nodes, { n0: "RUNNING", n1: "RUNNING" });
    assert.ok(bench.engine.signal(key, "ok", literal(true)));
    assert.ok(bench.engine.signal(key, "number", literal(9)));
    await bench.engine.ended(key);
    assert.equal(bench.look(key).outputs, { a: 5, b: 9 });
    const rejected = bench.start(closure);
    bench.engine.signal(rejected, "ok", literal(false));
    await bench.engine.ended(rejected);
    assert.is(bench.look(rejected).error?.code, "ReceivedRejectSignal");
    assert.equal(bench.look(rejected).nodes, { n0: "FAILED", n1: "ABORTED" });
  }),
);

/** A workflow whose one node runs a launch plan of the same name as the workflow that it runs. */
function parentOf(child: string): ReturnType<typeof closureOf> {
  const reference = { case: "launchplanRef", value: idOf(ResourceType.LAUNCH_PLAN, child) } as const;
  return closureOf(
    workflowOf(
      "parent",
      [{ id: "n0", inputs: [promise("o0", "", "x")], target: { case: "workflowNode", value: { reference } } }],
      { inputs: { x: "integer" }, outputs: { r: "integer" }, bindings: [promise("r", "n0", "r")] },
    ),
  );
}

function childOf(script: string): ReturnType<typeof closureOf> {
  const task = scriptTask("work", script, { inputs: { o0: "integer" }, ...int });
  return closureOf(
    workflowOf("child", [taskNode("n0", task, { inputs: [promise("o0", "", "o0")] })], {
      inputs: { o0: "integer" },
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    }),
    [task],
  );
}

nodes(
  "a launch plan is an execution of its own, whose outputs and error the node takes over",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "in the child", false);
    bench.register(childOf('cp "$1" "$2/outputs.pb"'));
    const good = await bench.run(parentOf("child"), { x: 4 });
    assert.equal(good.outputs, { r: 4 });
    const name = bench.node(good.key, "n0").child_execution ?? "";
    assert.is(bench.look({ ...good.key, name }).phase, "SUCCEEDED");
    bench.register(childOf('cp e.pb "$2/error.pb"'));
    const bad = await bench.run(parentOf("child"), { x: 4 });
    assert.is(bad.error?.message, "in the child");
    const unknown = await bench.run(parentOf("nothing"), { x: 4 });
    assert.is(unknown.phase, "FAILED");
  }),
);

nodes(
  "aborting an execution ends its processes, its nodes and its children",
  withBench(async (bench) => {
    bench.register(childOf("sleep 60 & echo $! > pid; wait"));
    const key = bench.start(parentOf("child"), { x: 4 });
    while (!existsSync(join(bench.image, "pid"))) await pause(10);
    bench.engine.abort(key, "enough");
    assert.is(bench.look(key).phase, "ABORTING");
    await bench.engine.ended(key);
    const child = { ...key, name: bench.node(key, "n0").child_execution ?? "" };
    await bench.engine.ended(child);
    assert.is(bench.look(key).phase, "ABORTED");
    assert.equal(bench.look(key).nodes, { n0: "ABORTED" });
    assert.is(bench.look(child).phase, "ABORTED");
    assert.equal(bench.attemptPhases(child, "n0"), ["ABORTED"]);
    const pid = Number(readFileSync(join(bench.image, "pid"), "utf8"));
    assert.not(isRunning(pid));
  }),
);

nodes("an engine that ends says nothing of executions that go on with the next one", async () => {
  const lines: string[] = [];
  const task = scriptTask("slow", "touch running; sleep 10");
  await withBench(
    async (bench) => {
      const key = bench.start(closureOf(workflowOf("wf", [taskNode("n0", task)]), [task]));
      while (!existsSync(join(bench.image, "running"))) await pause(10);
      await bench.engine.close();
      assert.is(bench.look(key).phase, "RUNNING");
    },
    { options: { onLog: (line) => lines.push(line) } },
  )();
  assert.equal(lines, ["e0: started wf"]);
});

nodes(
  "a process that does not end when it is asked to is ended",
  withBench(async (bench) => {
    const task = scriptTask("stubborn", "trap '' TERM; touch ready; while :; do sleep 0.05; done");
    const key = bench.start(closureOf(workflowOf("wf", [taskNode("n0", task)]), [task]));
    while (!existsSync(join(bench.image, "ready"))) await pause(10);
    bench.engine.abort(key, "enough");
    await bench.engine.ended(key);
    assert.is(bench.look(key).phase, "ABORTED");
  }),
);

nodes(
  "a node's timeout ends each of its attempts: without retries it has failed, with them it has timed out",
  withBench(async (bench) => {
    const task = scriptTask("slow", "sleep 60");
    const run = (retries: number) => {
      const metadata = { timeout: seconds(0.2), retries: { retries } };
      return bench.run(closureOf(workflowOf(`wf${retries}`, [taskNode("n0", task, { metadata })]), [task]));
    };
    const failed = await run(0);
    assert.equal(failed.nodes, { n0: "FAILED" });
    assert.is(failed.error?.code, "RetriesExhausted|TimeoutExpired");
    const timedOut = await run(1);
    assert.equal(timedOut.nodes, { n0: "TIMED_OUT" });
    assert.is(timedOut.error?.code, "Timeout");
    assert.is(bench.attempts(timedOut.key, "n0").length, 2);
  }),
);

nodes(
  "the timeout of a task's template is not enforced, and a node's retries win over its task's",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:Recoverable", "again", true);
    const slow = scriptTask("slow", "sleep 0.2", { metadata: { timeout: seconds(0.05) } });
    assert.is((await bench.run(closureOf(workflowOf("wf", [taskNode("n0", slow)]), [slow]))).phase, "SUCCEEDED");
    const bad = scriptTask("bad", 'cp e.pb "$2/error.pb"', { retries: 1 });
    const node = taskNode("n0", bad, { metadata: { retries: { retries: 2 } } });
    const { key } = await bench.run(closureOf(workflowOf("wf2", [node]), [bad]));
    assert.is(bench.attempts(key, "n0").length, 3);
  }),
);

nodes(
  "a recovered execution takes over what succeeded, and runs the rest",
  withBench(async (bench) => {
    bench.outputs("one.pb", { o0: 1 });
    bench.error("e.pb", "USER:ValueError", "no", false);
    const one = scriptTask("one", 'echo ran >> one.log; cp one.pb "$2/outputs.pb"', int);
    const flaky = scriptTask("flaky", 'if [ -f fixed ]; then cp "$1" "$2/outputs.pb"; else cp e.pb "$2/error.pb"; fi', {
      inputs: { o0: "integer" },
      ...int,
    });
    const workflow = workflowOf(
      "wf",
      [taskNode("n0", one), taskNode("n1", flaky, { inputs: [promise("o0", "n0", "o0")] })],
      { outputs: { r: "integer" }, bindings: [promise("r", "n1", "o0")] },
    );
    const closure = closureOf(workflow, [one, flaky]);
    const first = await bench.run(closure);
    assert.is(first.phase, "FAILED");
    bench.file("fixed", "");
    const second = await bench.run(
      closure,
      {},
      { metadata: { mode: Mode.RECOVERED, referenceExecution: { ...first.key } } },
    );
    assert.equal(second.outputs, { r: 1 });
    assert.equal(second.nodes, { n0: "RECOVERED", n1: "SUCCEEDED" });
    assert.is(readFileSync(join(bench.image, "one.log"), "utf8"), "ran\n");
  }),
);

nodes(
  "ids longer than 20 characters are shown as a hash",
  withBench(async (bench) => {
    const task = scriptTask("one", "true");
    const ids = ["a".repeat(20), "b".repeat(21)];
    const { nodes } = await bench.run(
      closureOf(
        workflowOf(
          "wf",
          ids.map((id) => taskNode(id, task)),
        ),
        [task],
      ),
    );
    const [first, second] = Object.keys(nodes);
    assert.is(first, "a".repeat(20));
    assert.match(second ?? "", /^f[a-z1-6]{7}$/);
  }),
);

for (const [id, how, code] of [
  ["a b", "loses its outputs", "RetriesExhausted|OutputsNotFound"],
  ["a%b", "loses its outputs", "RetriesExhausted|OutputsNotFound"],
  ["naïve", "loses its outputs", "RetriesExhausted|OutputsNotFound"],
  ["a:b", "has no place in the store", "RuntimeExecutionError"],
  ["a".repeat(300), "has no place in the store", "RuntimeExecutionError"],
] as const) {
  nodes(
    `a node with the id ${id.slice(0, 5)} ${how}`,
    withBench(async (bench) => {
      const outputs = { o0: "integer" } as const;
      const task = scriptTask("one", 'cp "$1" "$2/outputs.pb"', { inputs: outputs, outputs });
      const node = taskNode(id, task, { inputs: [promise("o0", "", "o0")] });
      const { phase, error } = await bench.run(closureOf(workflowOf("wf", [node]), [task]), { o0: 1 });
      assert.is(phase, "FAILED");
      assert.is(error?.code, code);
    }),
  );
}

nodes(
  "nodes with capitals, points, slashes and digits in their ids run, and of two with one id the last one",
  withBench(async (bench) => {
    const task = scriptTask("one", "true");
    const other = scriptTask("other", "true");
    const ids = ["A", "a_b", "a.b", "a/b", "0a"];
    const twice = [taskNode("twice", task), taskNode("twice", other)];
    const workflow = workflowOf("wf", [...ids.map((id) => taskNode(id, task)), ...twice]);
    const { phase, nodes: ended, key } = await bench.run(closureOf(workflow, [task, other]));
    assert.is(phase, "SUCCEEDED");
    assert.equal(Object.keys(ended), [...ids, "twice"]);
    assert.is(fromBinary(IdentifierSchema, bench.attempts(key, "twice")[0]?.task ?? new Uint8Array()).name, "other");
  }),
);

nodes.run();
