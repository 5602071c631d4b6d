/** Dynamic tasks: what their containers leave to be run. */
import { create, toBinary } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { DynamicJobSpecSchema } from "../../../src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import { ExecutionError_ErrorKind } from "../../../src/idl/gen/flyteidl/core/execution_pb.ts";
import type { TaskTemplate } from "../../../src/idl/gen/flyteidl/core/tasks_pb.ts";
import { type Bench, closureOf, valuesOf, withBench } from "./engine-bench.ts";
import { type BindingInit, constant, type NodeInit, promise, scriptTask, taskNode, workflowOf } from "./templates.ts";

const dynamic = suite("dynamic tasks");
const int = { inputs: { o0: "integer" }, outputs: { o0: "integer" } } as const;
const copy = scriptTask("copy", 'cp "$1" "$2/outputs.pb"', int);

function writeJob(
  bench: Bench,
  nodes: readonly NodeInit[],
  outputs: readonly BindingInit[],
  tasks: readonly TaskTemplate[] = [copy],
): void {
  const job = create(DynamicJobSpecSchema, { nodes: [...nodes], outputs: [...outputs], tasks: [...tasks] });
  bench.file("job.pb", toBinary(DynamicJobSpecSchema, job));
}

function closure(script = 'cp job.pb "$2/futures.pb"', retries = 0) {
  const task = scriptTask("dynamic", script, { ...int, retries });
  return closureOf(
    workflowOf("wf", [taskNode("n0", task, { inputs: [promise("o0", "", "x")] })], {
      inputs: { x: "integer" },
      outputs: { r: "integer" },
      bindings: [promise("r", "n0", "o0")],
    }),
    [task],
  );
}

const chain = [
  taskNode("dn0", copy, { inputs: [promise("o0", "", "o0")] }),
  taskNode("dn1", copy, { inputs: [promise("o0", "dn0", "o0")] }),
];

dynamic(
  "a job runs inside of the task's node, and its outputs are the task's",
  withBench(async (bench) => {
    writeJob(bench, chain, [promise("o0", "dn1", "o0")]);
    const { phase, outputs, key } = await bench.run(closure(), { x: 6 });
    assert.is(phase, "SUCCEEDED");
    assert.equal(outputs, { r: 6 });
    assert.equal(bench.inside(key, "n0"), { "n0-0-dn0": "SUCCEEDED", "n0-0-dn1": "SUCCEEDED" });
    const node = bench.node(key, "n0");
    assert.equal([node.is_parent, node.is_dynamic], [1, 1]);
    assert.match(node.dynamic_job_uri ?? "", /n0\/data\/0\/futures\.pb$/);
    assert.ok((bench.objects.size(node.dynamic_closure_uri ?? "") ?? 0) > 0);
    assert.equal(valuesOf(bench.objects.read(node.output_uri ?? "")), { o0: 6 });
  }),
);

dynamic(
  "a job wins over outputs",
  withBench(async (bench) => {
    bench.outputs("o.pb", { o0: 100 });
    writeJob(bench, chain, [promise("o0", "dn1", "o0")]);
    const script = 'cp o.pb "$2/outputs.pb"; cp job.pb "$2/futures.pb"';
    assert.equal((await bench.run(closure(script), { x: 6 })).outputs, { r: 6 });
  }),
);

dynamic(
  "a malformed job is DynamicWorkflowBuildFailed, of the user's making and without another try",
  withBench(async (bench) => {
    const out = [promise("o0", "dn1", "o0")];
    const wrong = taskNode("dn2", copy, { inputs: [constant("o0", "text")] });
    const loop = taskNode("dn2", copy, { inputs: [promise("o0", "dn2", "o0")] });
    const cases = [
      { problem: /NoNodesFound/, write: () => writeJob(bench, [], []) },
      { problem: /TaskReferenceNotFound/, write: () => writeJob(bench, chain, out, []) },
      { problem: /ParameterNotBound/, write: () => writeJob(bench, chain, []) },
      { problem: /VariableNameNotFound/, write: () => writeJob(bench, chain, [promise("o0", "dn1", "o1")]) },
      { problem: /NodeReferenceNotFound/, write: () => writeJob(bench, chain, [promise("o0", "dn9", "o0")]) },
      { problem: /MismatchingTypes/, write: () => writeJob(bench, [wrong, ...chain], out) },
      { problem: /UnreachableNodes/, write: () => writeJob(bench, [loop, ...chain], out) },
    ];
    for (const { problem, write } of cases) {
      write();
      const { error, key, nodes } = await bench.run(closure(undefined, 3), { x: 6 });
      assert.is(error?.code, "DynamicWorkflowBuildFailed");
      assert.is(error?.kind, ExecutionError_ErrorKind.USER);
      assert.match(error?.message ?? "", problem);
      assert.equal(nodes, { n0: "FAILED" });
      assert.is(bench.attempts(key, "n0").length, 1);
    }
  }),
);

dynamic(
  "a node inside that fails makes the task's node fail with its error",
  withBench(async (bench) => {
    bench.error("e.pb", "USER:ValueError", "inside", false);
    const bad = scriptTask("bad", 'cp e.pb "$2/error.pb"', int);
    writeJob(bench, [taskNode("dn0", bad, { inputs: [promise("o0", "", "o0")] })], [promise("o0", "dn0", "o0")], [bad]);
    const { error, key } = await bench.run(closure(undefined, 3), { x: 6 });
    assert.is(error?.message, "inside");
    assert.is(bench.attempts(key, "n0").length, 1);
  }),
);

dynamic(
  "the job has the time that is left of its attempt's, and each time that is over uses up an attempt",
  withBench(async (bench) => {
    const slow = scriptTask("slow", "sleep 10", int);
    writeJob(
      bench,
      [taskNode("dn0", slow, { inputs: [promise("o0", "", "o0")] })],
      [promise("o0", "dn0", "o0")],
      [slow],
    );
    const run = (retries: number) => {
      const task = scriptTask("dynamic", 'cp job.pb "$2/futures.pb"', int);
      const metadata = { timeout: { seconds: 0n, nanos: 4e8 }, retries: { retries } };
      const node = taskNode("n0", task, { inputs: [constant("o0", 1)], metadata });
      return bench.run(closureOf(workflowOf("wf", [node]), [task]));
    };
    const once = await run(0);
    assert.equal(once.nodes, { n0: "FAILED" });
    assert.is(once.error?.code, "RetriesExhausted|TimeoutExpired");
    assert.equal(bench.inside(once.key, "n0"), { "n0-0-dn0": "ABORTED" });
    const twice = await run(1);
    assert.equal(twice.nodes, { n0: "TIMED_OUT" });
    assert.is(twice.error?.code, "Timeout");
    assert.equal(bench.attemptPhases(twice.key, "n0"), ["FAILED", "FAILED"]);
    assert.equal(bench.inside(twice.key, "n0"), { "n0-0-dn0": "ABORTED", "n0-1-dn0": "ABORTED" });
  }),
);

dynamic(
  "more than a hundred nodes are no problem",
  withBench(
    async (bench) => {
      const many = Array.from({ length: 120 }, (_, index) =>
        taskNode(`dn${index}`, copy, { inputs: [promise("o0", "", "o0")] }),
      );
      writeJob(bench, many, [promise("o0", "dn119", "o0")]);
      assert.is((await bench.run(closure(), { x: 6 })).phase, "SUCCEEDED");
    },
    { settings: { processes: 8 } },
  ),
);

dynamic.run();
