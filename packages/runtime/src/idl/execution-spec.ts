import { create } from "@bufbuild/protobuf";
import type { ExecutionSpec } from "../model/index.ts";
import { answeredIdFromIdl } from "./execution-identifier.ts";
import { executionMetadataFromIdl, executionMetadataToIdl } from "./execution-metadata.ts";
import { ExecutionSpecSchema, type ExecutionSpec as IdlExecutionSpec } from "./gen/flyteidl/admin/execution_pb.ts";
import { identifierToIdl } from "./identifier.ts";
import { notificationFromIdl, notificationToIdl } from "./notification.ts";
import { required } from "./required.ts";
import { securityContextFromIdl, securityContextToIdl } from "./security-context.ts";

/** How something is to be run, as `admin.ExecutionSpec`. What is left to the launch plan is not written. */
export function executionSpecToIdl(spec: ExecutionSpec): IdlExecutionSpec {
  const { metadata, securityContext, rawOutputDataPrefix, clusterPool, executionClusterLabel } = spec;
  const envs = Object.entries(spec.envs).map(([key, value]) => ({ key, value }));
  return create(ExecutionSpecSchema, {
    launchPlan: identifierToIdl(spec.launchPlan),
    metadata: metadata === undefined ? undefined : executionMetadataToIdl(metadata),
    notificationOverrides: notificationsToIdl(spec.notifications),
    labels: Object.keys(spec.labels).length === 0 ? undefined : { values: { ...spec.labels } },
    annotations: Object.keys(spec.annotations).length === 0 ? undefined : { values: { ...spec.annotations } },
    securityContext: securityContext === undefined ? undefined : securityContextToIdl(securityContext),
    rawOutputDataConfig: rawOutputDataPrefix === "" ? undefined : { outputLocationPrefix: rawOutputDataPrefix },
    maxParallelism: spec.maxParallelism,
    interruptible: spec.interruptible,
    overwriteCache: spec.overwriteCache,
    envs: envs.length === 0 ? undefined : { values: envs },
    tags: [...spec.tags],
    clusterAssignment: clusterPool === "" ? undefined : { clusterPoolName: clusterPool },
    executionClusterLabel: executionClusterLabel === "" ? undefined : { value: executionClusterLabel },
  });
}

function notificationsToIdl(notifications: ExecutionSpec["notifications"]): IdlExecutionSpec["notificationOverrides"] {
  if (notifications === undefined) return { case: undefined };
  if (notifications.length === 0) return { case: "disableAll", value: true };
  const list = create(ExecutionSpecSchema, {
    notificationOverrides: {
      case: "notifications",
      value: { notifications: notifications.map(notificationToIdl) },
    },
  });
  return list.notificationOverrides;
}

/** Reads an `admin.ExecutionSpec`; roles of old servers and assignments of environments are left out. */
export function executionSpecFromIdl(spec: IdlExecutionSpec): ExecutionSpec {
  const { metadata, notificationOverrides: overrides, securityContext, interruptible } = spec;
  return {
    launchPlan: answeredIdFromIdl(
      required(spec.launchPlan, "flyteidl.admin.ExecutionSpec", "launchPlan"),
      "launch-plan",
    ),
    ...(metadata === undefined ? {} : { metadata: executionMetadataFromIdl(metadata) }),
    ...(overrides.case === "notifications"
      ? { notifications: overrides.value.notifications.map(notificationFromIdl) }
      : {}),
    ...(overrides.case === "disableAll" && overrides.value ? { notifications: [] } : {}),
    labels: spec.labels?.values ?? {},
    annotations: spec.annotations?.values ?? {},
    ...(securityContext === undefined ? {} : { securityContext: securityContextFromIdl(securityContext) }),
    rawOutputDataPrefix: spec.rawOutputDataConfig?.outputLocationPrefix ?? "",
    maxParallelism: spec.maxParallelism,
    ...(interruptible === undefined ? {} : { interruptible }),
    overwriteCache: spec.overwriteCache,
    envs: Object.fromEntries((spec.envs?.values ?? []).map(({ key, value }) => [key, value])),
    tags: spec.tags,
    clusterPool: spec.clusterAssignment?.clusterPoolName ?? "",
    executionClusterLabel: spec.executionClusterLabel?.value ?? "",
  };
}
