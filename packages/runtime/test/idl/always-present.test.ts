import { fromBinary, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LaunchPlanSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { ErrorDocumentSchema } from "../../src/idl/gen/flyteidl/core/errors_pb.ts";
import { NodeSchema } from "../../src/idl/gen/flyteidl/core/workflow_pb.ts";
import { errorDocumentFromIdl, errorDocumentToIdl, nodeToIdl, specsToJson, specToBinary } from "../../src/idl/index.ts";
import type { JsonObject } from "../../src/metadata/index.ts";
import type { ArrayNode, ErrorDocument, LaunchPlanSpec, TaskMetadata } from "../../src/model/index.ts";
import { launchPlan, taskSpec, workflowSpec } from "./minimal-specs.ts";

const id = { project: "p", domain: "d", version: "v" };
const present = suite("messages that are there even when they are empty");

present("a task has retries, generatesDeck, metadata, resources and both sides of the interface", () => {
  assert.equal(specsToJson([{ kind: "task", spec: taskSpec }]), {
    tasks: [
      {
        template: {
          id: { ...id, resourceType: "TASK", name: "flows.mean" },
          type: "typescript-task",
          metadata: {
            retries: {},
            generatesDeck: false,
            metadata: {},
            runtime: { type: "FLYTE_SDK", version: "1", flavor: "typescript" },
          },
          interface: { inputs: {}, outputs: {} },
          container: { image: "i", resources: {} },
        },
        description: { longDescription: { format: "DESCRIPTION_FORMAT_RST" } },
      },
    ],
    workflows: [],
    launchPlans: [],
  });
});

present("a ratio of 32 bits is printed as it was written", () => {
  const [node] = workflowSpec.template.nodes;
  if (node === undefined) throw new Error("the workflow has no node");
  const array: ArrayNode = {
    node,
    success: { kind: "min-success-ratio", ratio: 0.9 },
    runAllSubNodes: false,
    executionMode: "minimal-state",
    dataMode: "single-input-file",
    boundInputs: [],
  };
  const template = { ...workflowSpec.template, nodes: [{ ...node, target: { kind: "array" as const, array } }] };
  const text = JSON.stringify(specsToJson([{ kind: "workflow", spec: { ...workflowSpec, template } }]));
  assert.match(text, /"minSuccessRatio":0\.9[,}]/);
});

present("a workflow has metadata, defaults and both sides of the interface, a node has retries", () => {
  const { workflows } = specsToJson([{ kind: "workflow", spec: workflowSpec }]);
  assert.equal(workflows, [
    {
      template: {
        id: { ...id, resourceType: "WORKFLOW", name: "flows.report" },
        metadata: {},
        metadataDefaults: {},
        interface: { inputs: {}, outputs: {} },
        nodes: [
          {
            id: "n0",
            metadata: { name: "mean", retries: {} },
            taskNode: { referenceId: { ...id, resourceType: "TASK", name: "flows.mean" }, overrides: {} },
          },
        ],
      },
    },
  ]);
});

present("a node without overrides has no overrides", () => {
  const { template } = workflowSpec;
  const nodes = template.nodes.map((node) => ({
    ...node,
    target: { kind: "task", referenceId: taskSpec.template.id } as const,
  }));
  const json = specsToJson([{ kind: "workflow", spec: { ...workflowSpec, template: { ...template, nodes } } }]);
  assert.not.match(JSON.stringify(json), "overrides");
});

present("a launch plan has a closure, labels, annotations and the places for inputs and metadata", () => {
  const { launchPlans } = specsToJson([{ kind: "launch-plan", spec: launchPlan }]);
  assert.equal(launchPlans, [
    {
      id: { ...id, resourceType: "LAUNCH_PLAN", name: "flows.report" },
      spec: {
        workflowId: { ...id, resourceType: "WORKFLOW", name: "flows.report" },
        entityMetadata: {},
        defaultInputs: {},
        fixedInputs: {},
        labels: {},
        annotations: {},
        rawOutputDataConfig: {},
      },
      closure: { expectedInputs: {}, expectedOutputs: {} },
    },
  ]);
});

function metadataWith(change: Partial<TaskMetadata>): unknown {
  const template = { ...taskSpec.template, metadata: { ...taskSpec.template.metadata, ...change } };
  const { tasks } = specsToJson([{ kind: "task", spec: { template } }]);
  return Array.isArray(tasks) ? tasks[0]?.template.metadata : undefined;
}

present("a timeout is written only when there is one", () => {
  assert.equal(Object.keys(metadataWith({ timeout: 0 }) as object).includes("timeout"), false);
  assert.is((metadataWith({ timeout: 1500 }) as { timeout: string }).timeout, "1.500s");
  assert.is((metadataWith({ timeout: 86_400_000 }) as { timeout: string }).timeout, "86400s");
  assert.is((metadataWith({ timeout: 0.5 }) as { timeout: string }).timeout, "0.000500s");
});

present("interruptible is written when it was said, true or false", () => {
  assert.is((metadataWith({ interruptible: false }) as { interruptible?: boolean }).interruptible, false);
  assert.is((metadataWith({ interruptible: true }) as { interruptible?: boolean }).interruptible, true);
  assert.is((metadataWith({}) as { interruptible?: boolean }).interruptible, undefined);
});

present("a gate's time is written even when it is 0, a limit of 0 is not", () => {
  const [node] = workflowSpec.template.nodes;
  assert.ok(node !== undefined);
  const asleep = { ...node, target: { kind: "gate", gate: { kind: "sleep", duration: 0 } } } as const;
  assert.equal(toJson(NodeSchema, nodeToIdl(asleep)), {
    id: "n0",
    metadata: { name: "mean", retries: {} },
    gateNode: { sleep: { duration: "0s" } },
  });
});

present(
  "an array node says that its interface is not the element's, that all run at once, and what of it succeeds",
  () => {
    const [node] = workflowSpec.template.nodes;
    assert.ok(node !== undefined);
    const array: ArrayNode = {
      node: { ...node, target: { kind: "task", referenceId: taskSpec.template.id } },
      parallelism: 0,
      success: { kind: "min-success-ratio", ratio: 0 },
      runAllSubNodes: false,
      executionMode: "minimal-state",
      isOriginalSubNodeInterface: false,
      dataMode: "single-input-file",
      boundInputs: [],
    };
    const written = (change: Partial<ArrayNode>) => {
      const json = toJson(
        NodeSchema,
        nodeToIdl({ ...node, target: { kind: "array", array: { ...array, ...change } } }),
      );
      const { node: _, ...rest } = (json as { readonly arrayNode: JsonObject }).arrayNode;
      return rest;
    };
    assert.equal(written({}), { parallelism: 0, minSuccessRatio: 0, isOriginalSubNodeInterface: false });
    assert.equal(written({ success: { kind: "min-successes", count: 0 }, runAllSubNodes: true }), {
      parallelism: 0,
      minSuccesses: 0,
      isOriginalSubNodeInterface: false,
      runAllSubNodes: true,
    });
  },
);

present("a security context is written when it was said, empty or not", () => {
  const contextOf = (change: Partial<LaunchPlanSpec>) => {
    const { launchPlans } = specsToJson([
      { kind: "launch-plan", spec: { ...launchPlan, spec: { ...launchPlan.spec, ...change } } },
    ]);
    return Array.isArray(launchPlans) ? launchPlans[0]?.spec.securityContext : undefined;
  };
  assert.is(contextOf({}), undefined);
  assert.equal(contextOf({ securityContext: { secrets: [] } }), {});
  const runAs = { iamRole: "", k8sServiceAccount: "" };
  assert.equal(contextOf({ securityContext: { runAs, secrets: [] } }), { runAs: {} });
});

present("the same specs give the same text and the same bytes", () => {
  const specs = [
    { kind: "task", spec: taskSpec },
    { kind: "workflow", spec: workflowSpec },
    { kind: "launch-plan", spec: launchPlan },
  ] as const;
  assert.is(JSON.stringify(specsToJson(specs)), JSON.stringify(specsToJson(structuredClone(specs))));
  for (const one of specs) assert.equal(specToBinary(one), specToBinary(structuredClone(one)));
});

present("the bytes of a launch plan are an admin.LaunchPlan", () => {
  const message = fromBinary(LaunchPlanSchema, specToBinary({ kind: "launch-plan", spec: launchPlan }));
  const { launchPlans } = specsToJson([{ kind: "launch-plan", spec: launchPlan }]);
  assert.equal([toJson(LaunchPlanSchema, message)], launchPlans);
});

present("an error document comes back with its kind, origin and time", () => {
  const document: ErrorDocument = {
    code: "USER:Recoverable",
    message: "later",
    kind: "recoverable",
    origin: "user",
    timestamp: { seconds: 1_700_000_000n, nanos: 5 },
    worker: "w0",
  };
  const message = errorDocumentToIdl(document);
  assert.equal(errorDocumentFromIdl(message), document);
  assert.equal(toJson(ErrorDocumentSchema, message), {
    error: {
      code: "USER:Recoverable",
      message: "later",
      kind: "RECOVERABLE",
      origin: "USER",
      timestamp: "2023-11-14T22:13:20.000000005Z",
      worker: "w0",
    },
  });
});

present.run();
