/** What executions read of what is registered. */
import { create, fromBinary } from "@bufbuild/protobuf";
import type { ExecutionCreateRequest } from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import { LaunchPlanClosureSchema } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import {
  type CompiledWorkflowClosure,
  CompiledWorkflowClosureSchema,
} from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { type Identifier, IdentifierSchema, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { ParameterMapSchema, VariableMapSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { missingEntity } from "../answers/refusals.ts";
import { idText, type LaunchPlanInterface } from "../compiler/graph-state.ts";
import type { Database } from "../database/database.ts";
import { readEntity } from "../database/entities.ts";
import type { ExecutionOrigin } from "./record-execution.ts";

/**
 * The closure of a workflow; throws NOT_FOUND where there is none.
 *
 * @param workflow a `flyteidl.core.Identifier`
 */
export function storedClosure(database: Database, workflow: Uint8Array): CompiledWorkflowClosure {
  const id = fromBinary(IdentifierSchema, workflow);
  const row = readEntity(database, id);
  if (row === undefined) throw missingEntity("WORKFLOW", idText(id));
  return fromBinary(CompiledWorkflowClosureSchema, row.closure);
}

/** What a launch plan takes and gives; undefined where it is not registered. */
export function launchPlanInterface(database: Database, id: Identifier): LaunchPlanInterface | undefined {
  const row = id.resourceType === ResourceType.LAUNCH_PLAN ? readEntity(database, id) : undefined;
  if (row === undefined) return undefined;
  const { expectedInputs, expectedOutputs } = fromBinary(LaunchPlanClosureSchema, row.closure);
  return {
    id,
    expectedInputs: expectedInputs ?? create(ParameterMapSchema),
    expectedOutputs: expectedOutputs ?? create(VariableMapSchema),
  };
}

/** Who starts an execution, as the request says: a client, a node, a schedule, an eager task. */
export function launchOrigin({ spec }: ExecutionCreateRequest): ExecutionOrigin {
  return spec?.metadata === undefined ? {} : { mode: spec.metadata.mode };
}
