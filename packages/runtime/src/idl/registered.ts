/** What a server answers of entities that are registered. Parts are read when they are asked for, and once. */
import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { RegisteredLaunchPlan, RegisteredTask, RegisteredWorkflow } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import { answeredIdFromIdl } from "./execution-identifier.ts";
import { type LaunchPlan as IdlLaunchPlan, LaunchPlanState } from "./gen/flyteidl/admin/launch_plan_pb.ts";
import type { Task as IdlTask } from "./gen/flyteidl/admin/task_pb.ts";
import type { Workflow as IdlWorkflow } from "./gen/flyteidl/admin/workflow_pb.ts";
import type { WorkflowTemplate as IdlWorkflowTemplate } from "./gen/flyteidl/core/workflow_pb.ts";
import { launchPlanSpecFromIdl } from "./launch-plan.ts";
import { literalMapFromIdl } from "./literal.ts";
import { mapValues } from "./map-values.ts";
import { once } from "./once.ts";
import { parameterFromIdl } from "./parameter.ts";
import { required } from "./required.ts";
import { taskTemplateFromIdl } from "./task-template.ts";
import { timesFromIdl } from "./times.ts";
import { typedInterfaceFromIdl, variableFromIdl } from "./typed-interface.ts";
import { within } from "./within.ts";
import { workflowTemplateFromIdl } from "./workflow-template.ts";

const states = {
  inactive: LaunchPlanState.INACTIVE,
  active: LaunchPlanState.ACTIVE,
} as const satisfies { [name in RegisteredLaunchPlan["state"]]: number };

/** Reads an `admin.Task`. */
export function taskFromIdl(task: IdlTask): RegisteredTask {
  const id = answeredIdFromIdl(required(task.id, "flyteidl.admin.Task", "id"), "task");
  const createdAt = task.closure?.createdAt;
  const idl = () => required(task.closure?.compiledTask?.template, "flyteidl.admin.Task", "template");
  const readInterface = once(() =>
    within(`task "${id.name}"`, () =>
      typedInterfaceFromIdl(required(idl().interface, "flyteidl.core.TaskTemplate", "interface")),
    ),
  );
  const readTemplate = once(() => taskTemplateFromIdl(idl()));
  return {
    id,
    shortDescription: task.shortDescription,
    ...(createdAt === undefined ? {} : { createdAt: timestampDate(createdAt) }),
    get interface() {
      return readInterface();
    },
    get template() {
      return readTemplate();
    },
  };
}

/** Reads an `admin.Workflow`. */
export function workflowFromIdl(workflow: IdlWorkflow): RegisteredWorkflow {
  const message = "flyteidl.admin.Workflow";
  const id = answeredIdFromIdl(required(workflow.id, message, "id"), "workflow");
  const { createdAt, compiledWorkflow } = workflow.closure ?? {};
  const idl = () => required(compiledWorkflow?.primary?.template, message, "template");
  const readInterface = once(() =>
    within(`workflow "${id.name}"`, () =>
      typedInterfaceFromIdl(required(idl().interface, "flyteidl.core.WorkflowTemplate", "interface")),
    ),
  );
  const readTemplate = once(() => compiledTemplate(idl()));
  const readSubWorkflows = once(() =>
    (compiledWorkflow?.subWorkflows ?? []).map(({ template }) =>
      compiledTemplate(required(template, message, "template")),
    ),
  );
  return {
    id,
    shortDescription: workflow.shortDescription,
    ...(createdAt === undefined ? {} : { createdAt: timestampDate(createdAt) }),
    get interface() {
      return readInterface();
    },
    get template() {
      return readTemplate();
    },
    get subWorkflows() {
      return readSubWorkflows();
    },
  };
}

/** The server's compiler puts a node in front of the others and one behind them. */
function compiledTemplate(template: IdlWorkflowTemplate) {
  const nodes = template.nodes.filter(({ id }) => id !== "start-node" && id !== "end-node");
  return workflowTemplateFromIdl({ ...template, nodes });
}

/** Reads an `admin.LaunchPlan` with its closure. */
export function registeredLaunchPlanFromIdl(launchPlan: IdlLaunchPlan): RegisteredLaunchPlan {
  const message = "flyteidl.admin.LaunchPlan";
  const id = answeredIdFromIdl(required(launchPlan.id, message, "id"), "launch-plan");
  const place = `launch plan "${id.name}"`;
  const spec = required(launchPlan.spec, message, "spec");
  const { closure } = launchPlan;
  const { createdAt, updatedAt } = timesFromIdl(closure ?? {});
  const readSpec = once(() => within(place, () => launchPlanSpecFromIdl(spec)));
  const readInputs = once(() =>
    within(place, () => mapValues(closure?.expectedInputs?.parameters ?? {}, parameterFromIdl)),
  );
  const readOutputs = once(() =>
    within(place, () => mapValues(closure?.expectedOutputs?.variables ?? {}, variableFromIdl)),
  );
  const readFixed = once(() =>
    within(place, () => (spec.fixedInputs === undefined ? {} : literalMapFromIdl(spec.fixedInputs))),
  );
  return {
    id,
    workflowId: answeredIdFromIdl(required(spec.workflowId, message, "workflowId"), "workflow"),
    state: enumName(states, closure?.state ?? LaunchPlanState.INACTIVE, "flyteidl.admin.LaunchPlanState"),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    get spec() {
      return readSpec();
    },
    get expectedInputs() {
      return readInputs();
    },
    get expectedOutputs() {
      return readOutputs();
    },
    get fixedInputs() {
      return readFixed();
    },
  };
}

/** The state of a launch plan, as `admin.LaunchPlanState`. */
export function launchPlanStateToIdl(state: RegisteredLaunchPlan["state"]): LaunchPlanState {
  return states[state];
}
