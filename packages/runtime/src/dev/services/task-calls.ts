import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { type TaskSchema, TaskSpecSchema } from "../../idl/gen/flyteidl/admin/task_pb.ts";
import { CompiledTaskSchema } from "../../idl/gen/flyteidl/core/compiler_pb.ts";
import { ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { missingField } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type EntityRow, rowIdentifier } from "../database/entities.ts";
import { canonicalJson } from "../messages/canonical.ts";
import { checkIdentifier, checkPlace } from "../rules/identifiers.ts";
import { resourceLimits } from "../rules/resource-limits.ts";
import { checkTaskTemplate } from "../rules/task-template.ts";
import { getEntity, listEntities, listNames } from "./list-entities.ts";
import { registerEntity } from "./register-entity.ts";

/** Tasks. */
export function taskCalls(
  plane: ControlPlane,
): Pick<ServiceImpl<typeof AdminService>, "createTask" | "getTask" | "listTasks" | "listTaskIds"> {
  const { database, limits } = plane;
  return {
    createTask(request) {
      const id = checkIdentifier(request.id, ResourceType.TASK);
      checkPlace(database, id);
      const { spec } = request;
      if (spec?.template === undefined) throw missingField("spec");
      checkTaskTemplate(spec.template, id.name, { ...limits, resources: resourceLimits(plane, id) });
      // The identifier of the request counts, whatever the template says of itself.
      const template = { ...spec.template, id };
      const compiled = create(CompiledTaskSchema, { template });
      registerEntity(plane, {
        id,
        content: canonicalJson(CompiledTaskSchema, compiled),
        storedContent: (row) => canonicalJson(CompiledTaskSchema, fromBinary(CompiledTaskSchema, row.closure)),
        spec: toBinary(TaskSpecSchema, spec),
        closure: toBinary(CompiledTaskSchema, compiled),
        description: spec.description,
      });
      return {};
    },
    getTask: ({ id }) => taskMessage(getEntity(database, id, ResourceType.TASK, "TASK")),
    listTasks(request) {
      const { rows, token } = listEntities(database, ResourceType.TASK, request);
      return { tasks: rows.map(taskMessage), token };
    },
    listTaskIds: (request) => listNames(database, ResourceType.TASK, request),
  };
}

function taskMessage(row: EntityRow): MessageInitShape<typeof TaskSchema> {
  return {
    id: rowIdentifier(row),
    closure: { compiledTask: fromBinary(CompiledTaskSchema, row.closure), createdAt: timestampFromMs(row.created_at) },
    shortDescription: row.short_description,
  };
}
