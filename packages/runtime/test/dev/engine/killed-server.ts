/** A server that the tests kill: starts an execution, or goes on with it, and says how it ended. */
import { create, toBinary } from "@bufbuild/protobuf";
import { readExecution } from "../../../src/dev/database/executions.ts";
import { DynamicJobSpecSchema } from "../../../src/idl/gen/flyteidl/core/dynamic_job_pb.ts";
import { ResourceType } from "../../../src/idl/gen/flyteidl/core/identifier_pb.ts";
import { closureOf, makeBench } from "./engine-bench.ts";
import { constants, idOf, promise, scriptTask, taskNode, workflowOf } from "./templates.ts";

const [folder = "", scenario = "everything"] = process.argv.slice(2);
const bench = makeBench({ folder, settings: { grace: 200, systemRetries: scenario === "limited" ? 3 : 1000 } });
const int = { inputs: { o0: "integer" }, outputs: { o0: "integer" } } as const;

const slow = scriptTask("slow", 'echo $FLYTE_ATTEMPT_NUMBER >> runs; sleep 0.15; cp "$1" "$2/outputs.pb"', int);
const forever = scriptTask("forever", "echo $$ >> pids; sleep 60 & echo $! >> pids; wait");
const finished = scriptTask(
  "finished",
  'echo run >> runs; cp "$1" "$2/o.tmp"; mv "$2/o.tmp" "$2/outputs.pb"; exec sleep 60',
  int,
);
const dynamic = scriptTask("dynamic", 'cp job.pb "$2/futures.pb"', int);
const element = scriptTask("element", 'sleep 0.1; cp r$FLYTE_K8S_ARRAY_INDEX.pb "$2/outputs.pb"', {
  inputs: { xs: "integers" },
  outputs: { o0: "integers" },
});

const inner = workflowOf("inner", [taskNode("n0", slow, { inputs: [promise("o0", "", "o0")] })], {
  inputs: { o0: "integer" },
  outputs: { o0: "integer" },
  bindings: [promise("o0", "n0", "o0")],
});
const everything = workflowOf(
  "everything",
  [
    taskNode("n0", slow, { inputs: [promise("o0", "", "x")] }),
    taskNode("n1", dynamic, { inputs: [promise("o0", "n0", "o0")] }),
    {
      id: "n2",
      inputs: [promise("o0", "n1", "o0")],
      target: {
        case: "workflowNode",
        value: { reference: { case: "subWorkflowRef", value: idOf(ResourceType.WORKFLOW, "inner") } },
      },
    },
    {
      id: "n3",
      inputs: [constants("xs", [1, 2, 3])],
      upstreamNodeIds: ["n2"],
      target: { case: "arrayNode", value: { node: taskNode("inner", element) } },
    },
    {
      id: "n4",
      upstreamNodeIds: ["n3"],
      target: {
        case: "gateNode",
        value: { condition: { case: "sleep", value: { duration: { seconds: 0n, nanos: 200_000_000 } } } },
      },
    },
    {
      id: "n5",
      inputs: [promise("o0", "", "x")],
      upstreamNodeIds: ["n4"],
      target: {
        case: "workflowNode",
        value: { reference: { case: "launchplanRef", value: idOf(ResourceType.LAUNCH_PLAN, "inner") } },
      },
    },
  ],
  {
    inputs: { x: "integer" },
    outputs: { a: "integer", b: "integers", c: "integer" },
    bindings: [promise("a", "n2", "o0"), promise("b", "n3", "o0"), promise("c", "n5", "o0")],
  },
);
const closures = {
  everything: closureOf(everything, [slow, dynamic, element], [inner]),
  forever: closureOf(workflowOf("forever", [taskNode("n0", forever)]), [forever]),
  limited: closureOf(workflowOf("limited", [taskNode("n0", forever)]), [forever]),
  finished: closureOf(
    workflowOf("finished", [taskNode("n0", finished, { inputs: [promise("o0", "", "x")] })], {
      inputs: { x: "integer" },
      outputs: { a: "integer" },
      bindings: [promise("a", "n0", "o0")],
    }),
    [finished],
  ),
};

for (let index = 0; index < 3; index++) bench.outputs(`r${index}.pb`, { o0: index });
const job = create(DynamicJobSpecSchema, {
  nodes: [taskNode("dn0", slow, { inputs: [promise("o0", "", "o0")] })],
  outputs: [promise("o0", "dn0", "o0")],
  tasks: [slow],
});
bench.file("job.pb", toBinary(DynamicJobSpecSchema, job));

bench.register(closureOf(inner, [slow]));
const closure = closures[scenario as keyof typeof closures];
bench.register(closure);
const key = { project: "p", domain: "development", name: "e0" };
if (readExecution(bench.database, key) === undefined) bench.start(closure, { x: 5 });
else bench.engine.resume();
process.on("SIGINT", () => void bench.close().then(() => process.exit(0)));
process.on("SIGUSR2", () => bench.engine.abort(key, "enough"));
await bench.engine.ended(key);
console.log(JSON.stringify({ ...bench.look(key), attempts: bench.attemptPhases(key, "n0") }));
await bench.close();
