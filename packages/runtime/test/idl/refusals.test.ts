import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ErrorCode, TsflyteError } from "../../src/errors/index.ts";
import { LaunchPlanSchema } from "../../src/idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { TaskSpecSchema } from "../../src/idl/gen/flyteidl/admin/task_pb.ts";
import { WorkflowSpecSchema } from "../../src/idl/gen/flyteidl/admin/workflow_pb.ts";
import { LiteralMapSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import {
  launchPlanFromIdl,
  literalMapFromIdl,
  specsToJson,
  specToBinary,
  taskSpecFromIdl,
  workflowSpecFromIdl,
} from "../../src/idl/index.ts";
import type { RegistrableSpec } from "../../src/model/index.ts";
import { launchPlan, taskSpec, workflowSpec } from "./minimal-specs.ts";

const refusals = suite("what the model has no place for");

function errorOf(read: () => unknown): TsflyteError {
  try {
    read();
  } catch (error) {
    assert.instance(error, TsflyteError);
    return error as TsflyteError;
  }
  throw new Error("nothing was thrown");
}

const readTask = (json: JsonObject) => taskSpecFromIdl(fromJson(TaskSpecSchema, json));
const readWorkflow = (json: JsonObject) => workflowSpecFromIdl(fromJson(WorkflowSpecSchema, json));
const readLaunchPlan = (json: JsonObject) => launchPlanFromIdl(fromJson(LaunchPlanSchema, json));

refusals("an error says the member, the message, the way to it, and what to do", () => {
  const node = { id: "n0", metadata: { config: { a: "b" } }, gateNode: { sleep: { duration: "1s" } } };
  const workflow = { template: { id: { resourceType: "WORKFLOW", name: "flows.wait" }, interface: {}, nodes: [node] } };
  assert.is(
    errorOf(() => readWorkflow(workflow)).message,
    [
      'flyteidl.core.NodeMetadata holds "config", which this version of tsflyte does not know',
      '  at node "n0"',
      '  at workflow "flows.wait"',
      "  fix: update @tsflyte/runtime, or leave it out where the message was written",
    ].join("\n"),
  );
});

refusals("a message that is cut off says what is missing", () => {
  const literals = { literals: { rows: { scalar: { union: { value: { scalar: { noneType: {} } } } } } } };
  const error = errorOf(() => literalMapFromIdl(fromJson(LiteralMapSchema, literals)));
  assert.is(error.code, "bad-document");
  assert.is(
    error.message,
    [
      "flyteidl.core.Union has no type, expected one",
      '  at "rows"',
      "  fix: look at what wrote the message: it is cut off, or it is a message of another type",
    ].join("\n"),
  );
});

const id = { resourceType: "TASK", name: "flows.mean" };
const metadata = {};
const variable = (type: JsonObject, more: JsonObject = {}) => ({ inputs: { variables: { a: { type, ...more } } } });
const binding = (value: JsonObject) => ({
  template: {
    id: { ...id, resourceType: "WORKFLOW" },
    interface: {},
    outputs: [{ var: "o0", binding: value }],
  },
});

const artifact = (artifactPartialId: JsonObject) => ({
  template: { id, metadata, interface: variable({ simple: "NONE" }, { artifactPartialId }) },
});
const thenNode = { id: "n0", metadata: {}, taskNode: { referenceId: id } };
const condition = { comparison: { leftValue: { var: ".x" }, rightValue: { var: ".y" } } };
const node = (target: JsonObject) => ({
  template: { id: { ...id, resourceType: "WORKFLOW" }, interface: {}, nodes: [{ id: "n0", metadata: {}, ...target }] },
});
const plan = (spec: JsonObject) => ({
  id: { ...id, resourceType: "LAUNCH_PLAN" },
  spec: { workflowId: { ...id, resourceType: "WORKFLOW" }, ...spec },
});
const parameter = (behavior: JsonObject) => ({
  defaultInputs: { parameters: { a: { var: { type: { simple: "NONE" } }, ...behavior } } },
});

const cases: readonly (readonly [text: RegExp, code: ErrorCode, read: () => unknown])[] = [
  [/^flyteidl.core.TaskTemplate has no id/, "bad-document", () => readTask({ template: {} })],
  [/^flyteidl.admin.TaskSpec has no template/, "bad-document", () => readTask({})],
  [/^flyteidl.admin.WorkflowSpec has no template/, "bad-document", () => readWorkflow({})],
  [/^flyteidl.admin.LaunchPlan has no id/, "bad-document", () => readLaunchPlan({})],
  [/^flyteidl.core.ResourceType holds the value 0,/, "unsupported-type", () => readTask({ template: { id: {} } })],
  [
    /^flyteidl.core.Identifier holds "org",/,
    "unsupported-type",
    () => readTask({ template: { id: { ...id, org: "acme" }, metadata, interface: {} } }),
  ],
  [
    /^flyteidl.core.TaskMetadata holds "tags",/,
    "unsupported-type",
    () => readTask({ template: { id, metadata: { tags: { a: "b" } }, interface: {} } }),
  ],
  [
    /^flyteidl.core.Container holds "ports",/,
    "unsupported-type",
    () => readTask({ template: { id, metadata, interface: {}, container: { ports: [{ containerPort: 80 }] } } }),
  ],
  [
    /^flyteidl.core.SecurityContext holds "tokens",/,
    "unsupported-type",
    () => readTask({ template: { id, metadata, interface: {}, securityContext: { tokens: [{ name: "t" }] } } }),
  ],
  [
    /^flyteidl.core.Identity holds "executionIdentity",/,
    "unsupported-type",
    () =>
      readTask({ template: { id, metadata, interface: {}, securityContext: { runAs: { executionIdentity: "me" } } } }),
  ],
  [
    /^flyteidl.core.LiteralType holds "schema",/,
    "unsupported-type",
    () => readTask({ template: { id, metadata, interface: variable({ schema: {} }) } }),
  ],
  [
    /^flyteidl.core.LiteralType has no type,/,
    "bad-document",
    () => readTask({ template: { id, metadata, interface: variable({}) } }),
  ],
  [
    /^flyteidl.core.SimpleType holds the value 77,/,
    "unsupported-type",
    () => readTask({ template: { id, metadata, interface: variable({ simple: 77 }) } }),
  ],
  [
    /^flyteidl.core.Variable holds "artifactTag",/,
    "unsupported-type",
    () => readTask({ template: { id, metadata, interface: variable({ simple: "NONE" }, { artifactTag: {} }) } }),
  ],
  [
    /^flyteidl.core.StructuredDatasetType holds "externalSchemaType",/,
    "unsupported-type",
    () =>
      readTask({
        template: { id, metadata, interface: variable({ structuredDatasetType: { externalSchemaType: "arrow" } }) },
      }),
  ],
  [
    /^flyteidl.core.ArtifactKey holds "project",/,
    "unsupported-type",
    () => readTask(artifact({ artifactKey: { name: "a", project: "p" } })),
  ],
  [/^flyteidl.core.ArtifactID has no artifactKey,/, "bad-document", () => readTask(artifact({}))],
  [
    /^flyteidl.core.LabelValue holds "runtimeBinding",/,
    "unsupported-type",
    () => readTask(artifact({ artifactKey: { name: "a" }, timePartition: { value: { runtimeBinding: {} } } })),
  ],
  [
    /^flyteidl.core.LabelValue has no value,/,
    "bad-document",
    () => readTask(artifact({ artifactKey: { name: "a" }, partitions: { value: { region: {} } } })),
  ],
  [/^flyteidl.core.BranchNode has no ifElse,/, "bad-document", () => readWorkflow(node({ branchNode: {} }))],
  [
    /^flyteidl.core.IfElseBlock has no default,/,
    "bad-document",
    () => readWorkflow(node({ branchNode: { ifElse: { case: { condition, thenNode } } } })),
  ],
  [
    /^flyteidl.core.Operand has no val,/,
    "bad-document",
    () =>
      readWorkflow(
        node({
          branchNode: {
            ifElse: { case: { condition: { comparison: { leftValue: {}, rightValue: {} } }, thenNode } },
          },
        }),
      ),
  ],
  [
    /^flyteidl.core.BooleanExpression has no expr,/,
    "bad-document",
    () => readWorkflow(node({ branchNode: { ifElse: { case: { condition: {}, thenNode } } } })),
  ],
  [/^flyteidl.core.ArrayNode has no node,/, "bad-document", () => readWorkflow(node({ arrayNode: {} }))],
  [
    /^flyteidl.core.ArrayNode.ExecutionMode holds the value 9,/,
    "unsupported-type",
    () => readWorkflow(node({ arrayNode: { node: thenNode, executionMode: 9 } })),
  ],
  [/^flyteidl.core.GateNode has no condition,/, "bad-document", () => readWorkflow(node({ gateNode: {} }))],
  [
    /^flyteidl.core.SignalCondition has no type,/,
    "bad-document",
    () => readWorkflow(node({ gateNode: { signal: { signalId: "s" } } })),
  ],
  [
    /^flyteidl.admin.Schedule holds "cronExpression",/,
    "unsupported-type",
    () => readLaunchPlan(plan({ entityMetadata: { schedule: { cronExpression: "* * * * *" } } })),
  ],
  [
    /^flyteidl.admin.Schedule has no expression,/,
    "bad-document",
    () => readLaunchPlan(plan({ entityMetadata: { schedule: {} } })),
  ],
  [
    /^flyteidl.admin.EmailNotification holds "template",/,
    "unsupported-type",
    () => readLaunchPlan(plan({ entityMetadata: { notifications: [{ email: { template: "t" } }] } })),
  ],
  [
    /^flyteidl.core.WorkflowExecution.Phase holds the value 2,/,
    "unsupported-type",
    () => readLaunchPlan(plan({ entityMetadata: { notifications: [{ phases: ["RUNNING"], slack: {} }] } })),
  ],
  [
    /^flyteidl.admin.Notification has no type,/,
    "bad-document",
    () => readLaunchPlan(plan({ entityMetadata: { notifications: [{}] } })),
  ],
  [
    /^flyteidl.admin.ConcurrencyLimitBehavior holds the value 0,/,
    "unsupported-type",
    () => readLaunchPlan(plan({ concurrencyPolicy: { max: 1 } })),
  ],
  [
    /^flyteidl.core.ArtifactQuery holds "uri",/,
    "unsupported-type",
    () => readLaunchPlan(plan(parameter({ artifactQuery: { uri: "flyte://x" } }))),
  ],
  [
    /^flyteidl.core.ArtifactQuery has no identifier,/,
    "bad-document",
    () => readLaunchPlan(plan(parameter({ artifactQuery: {} }))),
  ],
  [
    /^flyteidl.core.Parameter holds "artifactId",/,
    "unsupported-type",
    () => readLaunchPlan(plan(parameter({ artifactId: { artifactKey: { name: "a" } } }))),
  ],
  [/^flyteidl.core.BindingData has no value,/, "bad-document", () => readWorkflow(binding({}))],
  [
    /^flyteidl.core.BindingData holds "offloadedMetadata",/,
    "unsupported-type",
    () => readWorkflow(binding({ offloadedMetadata: { uri: "s3://b/k" } })),
  ],
  [
    /^flyteidl.core.PromiseAttribute has no value,/,
    "bad-document",
    () => readWorkflow(binding({ promise: { attrPath: [{}] } })),
  ],
  [
    /^flyteidl.core.Scalar holds "schema",/,
    "unsupported-type",
    () => readWorkflow(binding({ scalar: { schema: {} } })),
  ],
  [/^flyteidl.core.Scalar has no value,/, "bad-document", () => readWorkflow(binding({ scalar: {} }))],
  [
    /^flyteidl.core.Primitive has no value,/,
    "bad-document",
    () => readWorkflow(binding({ scalar: { primitive: {} } })),
  ],
];

for (const [text, code, read] of cases) {
  refusals(`${text.source.slice(1)} is an error`, () => {
    const error = errorOf(read);
    assert.match(error.text, text);
    assert.is(error.code, code);
  });
}

refusals("a value out of protobuf's range is an error that names the entity and the field", () => {
  const { template } = taskSpec;
  const metadataOfTask = { ...template.metadata, retries: -1 };
  const one: RegistrableSpec = { kind: "task", spec: { template: { ...template, metadata: metadataOfTask } } };
  for (const write of [() => specsToJson([one]), () => specToBinary(one)]) {
    const error = errorOf(write);
    assert.is(error.code, "invalid-option");
    assert.match(error.text, /^task "flows.mean" cannot be written: .*RetryStrategy.retries.*-1/);
    assert.is(error.remedy, "give the option that the message names a value in its range");
    assert.instance(error.cause, Error);
  }
});

refusals("a default that is no 64-bit integer is an error that names the launch plan", () => {
  const parameter = { var: { type: { kind: "simple", simple: "integer" }, description: "" } } as const;
  for (const value of [2n ** 63n, 1.5]) {
    const literal = { kind: "integer", value } as const;
    const defaultInputs = { a: { ...parameter, behavior: { kind: "default", literal } as const } };
    const spec = { ...launchPlan, spec: { ...launchPlan.spec, defaultInputs } };
    assert.match(
      errorOf(() => specToBinary({ kind: "launch-plan", spec })).text,
      /^launch plan "flows.report" cannot be written/,
    );
  }
});

refusals("a path step that is no 32-bit integer is an error that names the workflow", () => {
  const promise = { nodeId: "n0", var: "o0", attrPath: [2 ** 40] };
  const outputs = [{ var: "o0", binding: { kind: "promise", promise } as const }];
  const spec = { ...workflowSpec, template: { ...workflowSpec.template, outputs } };
  assert.match(
    errorOf(() => specToBinary({ kind: "workflow", spec })).text,
    /^workflow "flows.report" cannot be written/,
  );
});

refusals.run();
