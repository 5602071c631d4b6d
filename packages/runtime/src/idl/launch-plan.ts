import { create } from "@bufbuild/protobuf";
import type { ConcurrencyPolicy, LaunchPlan, LaunchPlanSpec } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ConcurrencyLimitBehavior,
  type ConcurrencyPolicy as IdlConcurrencyPolicy,
  type LaunchPlan as IdlLaunchPlan,
  type LaunchPlanSpec as IdlLaunchPlanSpec,
  LaunchPlanMetadataSchema,
  LaunchPlanSchema,
  LaunchPlanSpecSchema,
} from "./gen/flyteidl/admin/launch_plan_pb.ts";
import { identifierFromIdl, identifierToIdl } from "./identifier.ts";
import { literalMapFromIdl, literalMapToIdl } from "./literal.ts";
import { mapValues } from "./map-values.ts";
import { notificationFromIdl, notificationToIdl } from "./notification.ts";
import { onlyKnown } from "./only-known.ts";
import { parameterFromIdl, parameterToIdl } from "./parameter.ts";
import { required } from "./required.ts";
import { scheduleFromIdl, scheduleToIdl } from "./schedule.ts";
import { securityContextFromIdl, securityContextToIdl } from "./security-context.ts";
import { within } from "./within.ts";

const behaviors = {
  skip: ConcurrencyLimitBehavior.SKIP,
} as const satisfies { [name in ConcurrencyPolicy["behavior"]]: number };

/** The closure is the server's to fill, and always written empty. */
export function launchPlanToIdl({ id, spec }: LaunchPlan): IdlLaunchPlan {
  return create(LaunchPlanSchema, {
    id: identifierToIdl(id),
    spec: launchPlanSpecToIdl(spec),
    closure: { expectedInputs: {}, expectedOutputs: {} },
  });
}

/** Leaves out the closure, in which the server says the state of the launch plan. */
export function launchPlanFromIdl(launchPlan: IdlLaunchPlan): LaunchPlan {
  const id = identifierFromIdl(required(launchPlan.id, "flyteidl.admin.LaunchPlan", "id"));
  return within(`launch plan "${id.name}"`, () => ({
    id,
    spec: launchPlanSpecFromIdl(required(launchPlan.spec, "flyteidl.admin.LaunchPlan", "spec")),
  }));
}

/** Labels, annotations, metadata and the prefix of raw output data are always written, empty or not. */
export function launchPlanSpecToIdl(spec: LaunchPlanSpec): IdlLaunchPlanSpec {
  const { schedule, securityContext, concurrencyPolicy } = spec;
  return create(LaunchPlanSpecSchema, {
    workflowId: identifierToIdl(spec.workflowId),
    entityMetadata: {
      schedule: schedule === undefined ? undefined : scheduleToIdl(schedule),
      notifications: spec.notifications.map(notificationToIdl),
    },
    defaultInputs: { parameters: mapValues(spec.defaultInputs, parameterToIdl) },
    fixedInputs: literalMapToIdl(spec.fixedInputs),
    labels: { values: { ...spec.labels } },
    annotations: { values: { ...spec.annotations } },
    securityContext: securityContext === undefined ? undefined : securityContextToIdl(securityContext),
    rawOutputDataConfig: { outputLocationPrefix: spec.rawOutputDataPrefix },
    maxParallelism: spec.maxParallelism,
    overwriteCache: spec.overwriteCache,
    concurrencyPolicy:
      concurrencyPolicy === undefined
        ? undefined
        : { max: concurrencyPolicy.max, behavior: behaviors[concurrencyPolicy.behavior] },
  });
}

/** Reads an `admin.LaunchPlanSpec`; what the model has no place for is refused. */
export function launchPlanSpecFromIdl(spec: IdlLaunchPlanSpec): LaunchPlanSpec {
  const message = "flyteidl.admin.LaunchPlanSpec";
  onlyKnown(LaunchPlanSpecSchema, spec, knownFields);
  const { entityMetadata, securityContext, concurrencyPolicy } = spec;
  if (entityMetadata !== undefined) onlyKnown(LaunchPlanMetadataSchema, entityMetadata, ["schedule", "notifications"]);
  return {
    workflowId: identifierFromIdl(required(spec.workflowId, message, "workflowId")),
    ...(entityMetadata?.schedule === undefined ? {} : { schedule: scheduleFromIdl(entityMetadata.schedule) }),
    notifications: entityMetadata?.notifications.map(notificationFromIdl) ?? [],
    defaultInputs: mapValues(spec.defaultInputs?.parameters ?? {}, (parameter, name) =>
      within(`input "${name}"`, () => parameterFromIdl(parameter)),
    ),
    fixedInputs: spec.fixedInputs === undefined ? {} : literalMapFromIdl(spec.fixedInputs),
    labels: spec.labels?.values ?? {},
    annotations: spec.annotations?.values ?? {},
    ...(securityContext === undefined ? {} : { securityContext: securityContextFromIdl(securityContext) }),
    rawOutputDataPrefix: spec.rawOutputDataConfig?.outputLocationPrefix ?? "",
    maxParallelism: spec.maxParallelism,
    overwriteCache: spec.overwriteCache,
    ...(concurrencyPolicy === undefined ? {} : { concurrencyPolicy: concurrencyPolicyFromIdl(concurrencyPolicy) }),
  };
}

function concurrencyPolicyFromIdl({ max, behavior }: IdlConcurrencyPolicy): ConcurrencyPolicy {
  return { max, behavior: enumName(behaviors, behavior, "flyteidl.admin.ConcurrencyLimitBehavior") };
}

const knownFields = [
  "workflowId",
  "entityMetadata",
  "defaultInputs",
  "fixedInputs",
  "labels",
  "annotations",
  "securityContext",
  "rawOutputDataConfig",
  "maxParallelism",
  "overwriteCache",
  "concurrencyPolicy",
];
