import { create } from "@bufbuild/protobuf";
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { ExecutionMetadata } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  executionIdFromIdl,
  executionIdToIdl,
  nodeExecutionIdFromIdl,
  nodeExecutionIdToIdl,
} from "./execution-identifier.ts";
import {
  ExecutionMetadata_ExecutionMode,
  ExecutionMetadataSchema,
  type ExecutionMetadata as IdlExecutionMetadata,
} from "./gen/flyteidl/admin/execution_pb.ts";

const modes = {
  manual: ExecutionMetadata_ExecutionMode.MANUAL,
  scheduled: ExecutionMetadata_ExecutionMode.SCHEDULED,
  system: ExecutionMetadata_ExecutionMode.SYSTEM,
  relaunch: ExecutionMetadata_ExecutionMode.RELAUNCH,
  "child-workflow": ExecutionMetadata_ExecutionMode.CHILD_WORKFLOW,
  recovered: ExecutionMetadata_ExecutionMode.RECOVERED,
  trigger: ExecutionMetadata_ExecutionMode.TRIGGER,
} as const satisfies { [name in ExecutionMetadata["mode"]]: number };

/** How an execution came to be, as `admin.ExecutionMetadata`. */
export function executionMetadataToIdl(metadata: ExecutionMetadata): IdlExecutionMetadata {
  const { scheduledAt, parentNodeExecution, referenceExecution } = metadata;
  return create(ExecutionMetadataSchema, {
    mode: modes[metadata.mode],
    principal: metadata.principal,
    nesting: metadata.nesting,
    scheduledAt: scheduledAt === undefined ? undefined : timestampFromDate(scheduledAt),
    parentNodeExecution: parentNodeExecution === undefined ? undefined : nodeExecutionIdToIdl(parentNodeExecution),
    referenceExecution: referenceExecution === undefined ? undefined : executionIdToIdl(referenceExecution),
  });
}

/** Reads an `admin.ExecutionMetadata`; clusters and artifacts are left out. */
export function executionMetadataFromIdl(metadata: IdlExecutionMetadata): ExecutionMetadata {
  const { mode, principal, nesting, scheduledAt, parentNodeExecution, referenceExecution } = metadata;
  return {
    mode: enumName(modes, mode, "flyteidl.admin.ExecutionMetadata.ExecutionMode"),
    principal,
    nesting,
    ...(scheduledAt === undefined ? {} : { scheduledAt: timestampDate(scheduledAt) }),
    ...(parentNodeExecution === undefined ? {} : { parentNodeExecution: nodeExecutionIdFromIdl(parentNodeExecution) }),
    ...(referenceExecution === undefined ? {} : { referenceExecution: executionIdFromIdl(referenceExecution) }),
  };
}
