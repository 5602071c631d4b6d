/** New executions: checked by the server's rules, and stored before anything runs. */
import { clone, create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type ExecutionCreateRequest,
  type ExecutionMetadata,
  ExecutionMetadataSchema,
  ExecutionMetadata_ExecutionMode as ExecutionMode,
  type ExecutionSpec,
  ExecutionSpecSchema,
} from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import {
  LaunchPlanClosureSchema,
  type LaunchPlanSpec,
  LaunchPlanSpecSchema,
} from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { MatchableResource, type WorkflowExecutionConfig } from "../../idl/gen/flyteidl/admin/matchable_resource_pb.ts";
import {
  ExecutionError_ErrorKind as ErrorKind,
  ExecutionErrorSchema,
  WorkflowExecution_Phase as Phase,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { type Identifier, IdentifierSchema, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { type ParameterMap, ParameterMapSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { invalidArgument, missingEntity, missingField, nameTaken } from "../answers/refusals.ts";
import { idText } from "../compiler/graph-state.ts";
import type { ControlPlane } from "../control-plane.ts";
import { readAttributes } from "../database/attributes.ts";
import type { Database } from "../database/database.ts";
import { readEntity } from "../database/entities.ts";
import { type ExecutionKey, insertExecution } from "../database/executions.ts";
import { executionInputs } from "../rules/execution-inputs.ts";
import { checkExecutionName, generatedExecutionName, resourceProblem } from "../rules/execution-name.ts";
import { checkFields, checkPlace } from "../rules/identifiers.ts";
import { checkLabels } from "../rules/labels.ts";
import { checkNotifications } from "../rules/notifications.ts";
import { launchPlanOfTask } from "./single-task.ts";

/** Who starts an execution, and why. */
export interface ExecutionOrigin {
  /** @default MANUAL */
  readonly mode?: ExecutionMode;
  /** The execution that it repeats, the node that started it, the time that it was due. */
  readonly metadata?: Partial<Omit<ExecutionMetadata, "$typeName" | "$unknown" | "mode">>;
}

/** An execution that is stored. */
export interface RecordedExecution {
  readonly key: ExecutionKey;
  /** False for one that has failed before anything of it could run. */
  readonly isRunnable: boolean;
}

/**
 * Checks a request and stores its execution, in the phase QUEUED. Nothing of it runs until the engine hears of it.
 *
 * Throws INVALID_ARGUMENT, NOT_FOUND or ALREADY_EXISTS as the server answers.
 */
export function recordExecution(
  plane: Pick<ControlPlane, "database" | "limits" | "now">,
  request: Pick<ExecutionCreateRequest, "project" | "domain" | "name" | "spec" | "inputs">,
  origin: ExecutionOrigin = {},
): RecordedExecution {
  const { database, limits, now } = plane;
  const { project, domain, spec } = request;
  checkFields({ project, domain });
  if (request.name !== "") checkExecutionName(request.name);
  if (spec === undefined) throw missingField("spec");
  checkPlace(database, { project, domain });
  const given = spec.launchPlan;
  if (given === undefined) throw missingField("launch_plan");
  if (given.resourceType !== ResourceType.LAUNCH_PLAN && given.resourceType !== ResourceType.TASK) {
    throw invalidArgument(`Invalid reference entity type [${idText(given)}]: expected a launch plan or a task`);
  }
  checkFields({ project: given.project, domain: given.domain, name: given.name, version: given.version });
  checkLabels(spec.labels?.values ?? {}, limits.labels);
  if (spec.notificationOverrides.case === "notifications") {
    checkNotifications(spec.notificationOverrides.value.notifications);
  }
  const isTask = given.resourceType === ResourceType.TASK;
  const planId = isTask ? launchPlanOfTask(plane, given) : given;
  const plan = readLaunchPlan(plane, planId);
  const inputs = request.inputs ?? spec.inputs;
  const all = executionInputs(inputs, plan.expected, plan.spec.fixedInputs);
  const name = request.name === "" ? generatedExecutionName() : request.name;
  const { mode = ExecutionMode.MANUAL, metadata = {} } = origin;
  const stored = withSettings(withLaunchPlan(spec, plan.spec), executionSettings(database, plan.workflowId));
  stored.metadata = Object.assign(stored.metadata ?? create(ExecutionMetadataSchema), metadata, { mode });
  const problem = resourceProblem(name, stored.annotations?.values ?? {});
  const at = now();
  const error = { code: "Internal", message: problem ?? "", kind: ErrorKind.SYSTEM };
  const isNew = insertExecution(
    database,
    {
      project,
      domain,
      name,
      spec: toBinary(ExecutionSpecSchema, stored),
      inputs: toBinary(LiteralMapSchema, all),
      given_inputs: toBinary(LiteralMapSchema, inputs ?? create(LiteralMapSchema)),
      launch_plan: toBinary(IdentifierSchema, planId),
      workflow: toBinary(IdentifierSchema, plan.workflowId),
      launch_plan_name: planId.name,
      workflow_name: plan.workflowId.name,
      task_name: isTask ? given.name : null,
      mode,
      principal: stored.metadata?.principal ?? "",
      phase: problem === undefined ? Phase.QUEUED : Phase.FAILED,
      state: 0,
      outputs: null,
      error: problem === undefined ? null : toBinary(ExecutionErrorSchema, create(ExecutionErrorSchema, error)),
      error_kind: problem === undefined ? null : ErrorKind.SYSTEM,
      abort_cause: null,
      abort_principal: null,
      created_at: at,
      started_at: null,
      updated_at: at,
      ended_at: problem === undefined ? null : at,
    },
    stored.tags,
  );
  if (!isNew) throw nameTaken("execution", `${project}:${domain}:${name}`);
  return { key: { project, domain, name }, isRunnable: problem === undefined };
}

interface StoredPlan {
  readonly spec: LaunchPlanSpec;
  readonly workflowId: Identifier;
  readonly expected: ParameterMap;
}

function readLaunchPlan({ database }: Pick<ControlPlane, "database">, id: Identifier): StoredPlan {
  const row = readEntity(database, id);
  if (row === undefined) throw missingEntity("LAUNCH_PLAN", idText(id));
  const spec = fromBinary(LaunchPlanSpecSchema, row.spec);
  const { expectedInputs } = fromBinary(LaunchPlanClosureSchema, row.closure);
  if (spec.workflowId === undefined) throw missingField("workflow_id");
  return { spec, workflowId: spec.workflowId, expected: expectedInputs ?? create(ParameterMapSchema) };
}

/** What the request leaves open is as the launch plan says. */
function withLaunchPlan(spec: ExecutionSpec, plan: LaunchPlanSpec): ExecutionSpec {
  const merged = clone(ExecutionSpecSchema, spec);
  merged.inputs = undefined;
  merged.labels ??= plan.labels;
  merged.annotations ??= plan.annotations;
  merged.securityContext ??= plan.securityContext;
  merged.rawOutputDataConfig ??= plan.rawOutputDataConfig;
  merged.interruptible ??= plan.interruptible;
  merged.envs ??= plan.envs;
  if (merged.maxParallelism === 0) merged.maxParallelism = plan.maxParallelism;
  merged.overwriteCache ||= plan.overwriteCache;
  return merged;
}

/** What neither the request nor the launch plan says is as the project says. */
function withSettings(spec: ExecutionSpec, settings: WorkflowExecutionConfig | undefined): ExecutionSpec {
  if (settings === undefined) return spec;
  spec.securityContext ??= settings.securityContext;
  spec.interruptible ??= settings.interruptible;
  if (spec.labels === undefined || Object.keys(spec.labels.values).length === 0) spec.labels = settings.labels;
  if (spec.annotations === undefined || Object.keys(spec.annotations.values).length === 0) {
    spec.annotations = settings.annotations;
  }
  if (spec.envs === undefined || spec.envs.values.length === 0) spec.envs = settings.envs;
  if (spec.rawOutputDataConfig === undefined || spec.rawOutputDataConfig.outputLocationPrefix === "") {
    spec.rawOutputDataConfig = settings.rawOutputDataConfig;
  }
  if (spec.maxParallelism === 0) spec.maxParallelism = settings.maxParallelism;
  spec.overwriteCache ||= settings.overwriteCache;
  return spec;
}

function executionSettings(database: Database, { project, domain, name }: Identifier) {
  const resource = MatchableResource.WORKFLOW_EXECUTION_CONFIG;
  const target = readAttributes(database, resource, { project, domain, workflow: name })?.attributes.target;
  return target?.case === "workflowExecutionConfig" ? target.value : undefined;
}
