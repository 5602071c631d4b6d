import type { Identifier, LaunchPlan, ResourceType, TaskSpec, WorkflowSpec } from "../../src/model/index.ts";

function identifier(resourceType: ResourceType, name: string): Identifier {
  return { resourceType, project: "p", domain: "d", name, version: "v" };
}

/** A task with nothing but what it has to have. */
export const taskSpec: TaskSpec = {
  template: {
    id: identifier("task", "flows.mean"),
    type: "typescript-task",
    taskTypeVersion: 0,
    metadata: {
      discoverable: false,
      discoveryVersion: "",
      cacheSerializable: false,
      cacheIgnoreInputVars: [],
      retries: 0,
      timeout: 0,
      deprecatedErrorMessage: "",
      podTemplateName: "",
      generatesDeck: false,
      isEager: false,
      runtime: { type: "flyte-sdk", version: "1", flavor: "typescript" },
      metadata: { labels: {}, annotations: {} },
    },
    interface: { inputs: {}, outputs: {} },
    target: {
      kind: "container",
      container: { image: "i", command: [], args: [], resources: { requests: [], limits: [] }, env: [] },
    },
    config: {},
  },
  description: { short: "", long: "", format: "rst" },
};

/** A workflow of one node with nothing but what it has to have. */
export const workflowSpec: WorkflowSpec = {
  template: {
    id: identifier("workflow", "flows.report"),
    metadata: { onFailure: "fail-immediately" },
    metadataDefaults: { interruptible: false },
    interface: { inputs: {}, outputs: {} },
    nodes: [
      {
        id: "n0",
        metadata: { name: "mean", timeout: 0, retries: 0 },
        inputs: [],
        upstreamNodeIds: [],
        outputAliases: [],
        target: { kind: "task", referenceId: identifier("task", "flows.mean"), overrides: {} },
      },
    ],
    outputs: [],
  },
  subWorkflows: [],
};

/** A launch plan with nothing but what it has to have. */
export const launchPlan: LaunchPlan = {
  id: identifier("launch-plan", "flows.report"),
  spec: {
    workflowId: identifier("workflow", "flows.report"),
    defaultInputs: {},
    fixedInputs: {},
    labels: {},
    annotations: {},
    rawOutputDataPrefix: "",
    notifications: [],
    maxParallelism: 0,
    overwriteCache: false,
  },
};
