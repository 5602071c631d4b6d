import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  LaunchPlanClosureSchema,
  type LaunchPlanSchema,
  type LaunchPlanSpec,
  LaunchPlanSpecSchema,
  LaunchPlanState,
} from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { CompiledWorkflowClosureSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { type Identifier, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { VariableMapSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { missingEntity, missingField } from "../answers/refusals.ts";
import { idText } from "../compiler/graph-state.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type EntityRow, readEntity, rowIdentifier } from "../database/entities.ts";
import { is, listRows } from "../database/list-rows.ts";
import { canonicalJson, type Json } from "../messages/canonical.ts";
import { checkFields, checkIdentifier, checkPlace } from "../rules/identifiers.ts";
import { checkLabels } from "../rules/labels.ts";
import { checkParameters, expectedInputs } from "../rules/launch-plan-inputs.ts";
import { checkNotifications } from "../rules/notifications.ts";
import { checkSchedule } from "../rules/schedule.ts";
import { entityFields, getEntity, listEntities, listNames } from "./list-entities.ts";
import { registerEntity } from "./register-entity.ts";

const kind = ResourceType.LAUNCH_PLAN;

/** Launch plans. */
export function launchPlanCalls(
  plane: ControlPlane,
): Pick<
  ServiceImpl<typeof AdminService>,
  | "createLaunchPlan"
  | "getLaunchPlan"
  | "getActiveLaunchPlan"
  | "listActiveLaunchPlans"
  | "listLaunchPlans"
  | "listLaunchPlanIds"
  | "updateLaunchPlan"
> {
  const { database, engine, now } = plane;
  return {
    createLaunchPlan({ id: given, spec }) {
      const id = checkIdentifier(given, kind);
      checkPlace(database, id);
      if (spec === undefined) throw missingField("spec");
      registerLaunchPlan(plane, id, spec);
      return {};
    },
    getLaunchPlan: ({ id }) => launchPlanMessage(getEntity(database, id, kind, "LAUNCH_PLAN")),
    getActiveLaunchPlan({ id }) {
      if (id === undefined) throw missingField("id");
      const { project, domain, name } = id;
      checkFields({ project, domain, name });
      const row = database.get<EntityRow>(
        "SELECT * FROM entities WHERE kind = ? AND project = ? AND domain = ? AND name = ? AND state = ?",
        kind,
        project,
        domain,
        name,
        LaunchPlanState.ACTIVE,
      );
      if (row === undefined) throw missingEntity("LAUNCH_PLAN", `${project}:${domain}:${name}, active version`);
      return launchPlanMessage(row);
    },
    listActiveLaunchPlans(request) {
      const { project, domain } = request;
      checkFields({ project, domain });
      const { rows, token } = listRows<EntityRow>(
        database,
        { select: "* FROM entities", fields: entityFields },
        [is("kind", kind), is("project", project), is("domain", domain), is("state", LaunchPlanState.ACTIVE)],
        request,
      );
      return { launchPlans: rows.map(launchPlanMessage), token };
    },
    listLaunchPlans(request) {
      const { rows, token } = listEntities(database, kind, request);
      return { launchPlans: rows.map(launchPlanMessage), token };
    },
    listLaunchPlanIds: (request) => listNames(database, kind, request),
    updateLaunchPlan({ id, state }) {
      const row = getEntity(database, id, kind, "LAUNCH_PLAN");
      database.transaction(() => {
        const set =
          "UPDATE entities SET state = ?, updated_at = ? WHERE kind = ? AND project = ? AND domain = ? AND name = ?";
        const name = [kind, row.project, row.domain, row.name] as const;
        // One version of a name is active at a time.
        if (state === LaunchPlanState.ACTIVE) {
          database.run(`${set} AND state = ?`, LaunchPlanState.INACTIVE, now(), ...name, LaunchPlanState.ACTIVE);
        }
        database.run(`${set} AND version = ?`, state, now(), ...name, row.version);
      });
      engine.schedulesChanged();
      return {};
    },
  };
}

/** Checks and stores a launch plan. */
export function registerLaunchPlan(
  plane: Pick<ControlPlane, "database" | "limits" | "now">,
  id: Identifier,
  spec: LaunchPlanSpec,
): void {
  const { database, limits } = plane;
  const workflowId = checkIdentifier(spec.workflowId, ResourceType.WORKFLOW);
  checkLabels(spec.labels?.values ?? {}, limits.labels);
  if (spec.defaultInputs !== undefined) checkParameters(spec.defaultInputs);
  const workflow = readEntity(database, workflowId);
  if (workflow === undefined) throw missingEntity("WORKFLOW", idText(workflowId));
  const template = fromBinary(CompiledWorkflowClosureSchema, workflow.closure).primary?.template;
  const inputs = template?.interface?.inputs ?? create(VariableMapSchema);
  const expected = expectedInputs(inputs, spec.fixedInputs, spec.defaultInputs);
  const { schedule, notifications = [] } = spec.entityMetadata ?? {};
  if (schedule !== undefined) checkSchedule(schedule, expected);
  checkNotifications(notifications);
  const closure = create(LaunchPlanClosureSchema, {
    expectedInputs: expected,
    expectedOutputs: template?.interface?.outputs ?? create(VariableMapSchema),
  });
  registerEntity(plane, {
    id,
    content: contentOf(spec),
    storedContent: (row) => contentOf(fromBinary(LaunchPlanSpecSchema, row.spec)),
    spec: toBinary(LaunchPlanSpecSchema, spec),
    closure: toBinary(LaunchPlanClosureSchema, closure),
    workflowName: workflowId.name,
    scheduleType: { rate: "RATE", cronExpression: "CRON", cronSchedule: "CRON", none: "NONE" }[
      schedule?.ScheduleExpression.case ?? "none"
    ],
  });
}

/** Conditions of a launch are of a type that only their service knows; they count by their bytes. */
function contentOf(spec: LaunchPlanSpec): Json {
  const { entityMetadata } = spec;
  if (entityMetadata?.launchConditions === undefined) return canonicalJson(LaunchPlanSpecSchema, spec);
  const { launchConditions, ...metadata } = entityMetadata;
  return {
    spec: canonicalJson(LaunchPlanSpecSchema, { ...spec, entityMetadata: metadata }),
    launchConditions: Buffer.from(launchConditions.value).toString("base64"),
  };
}

function launchPlanMessage(row: EntityRow): MessageInitShape<typeof LaunchPlanSchema> {
  return {
    id: rowIdentifier(row),
    spec: fromBinary(LaunchPlanSpecSchema, row.spec),
    closure: {
      ...fromBinary(LaunchPlanClosureSchema, row.closure),
      state: row.state as LaunchPlanState,
      createdAt: timestampFromMs(row.created_at),
      updatedAt: timestampFromMs(row.updated_at),
    },
  };
}
