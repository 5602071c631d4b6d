import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  type NamedEntityIdentifier,
  type NamedEntitySchema,
  NamedEntityState,
} from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { DescriptionEntitySchema } from "../../idl/gen/flyteidl/admin/description_entity_pb.ts";
import { ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { invalidArgument, missingEntity, missingField } from "../answers/refusals.ts";
import { idText } from "../compiler/graph-state.ts";
import type { ControlPlane } from "../control-plane.ts";
import type { Database } from "../database/database.ts";
import { type ListFields, readEnum, readTime } from "../database/filters.ts";
import { is, listRows } from "../database/list-rows.ts";
import { checkFields, checkIdentifier, kindName } from "../rules/identifiers.ts";

interface NamedEntityRow {
  readonly kind: number;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly description: string;
  readonly state: number;
}

const state = { sql: "state", read: readEnum(NamedEntityState) };

const nameFields: ListFields = {
  project: { sql: "project" },
  domain: { sql: "domain" },
  name: { sql: "name" },
  description: { sql: "description" },
  state,
  "named_entity_metadata.state": state,
  "named_entity_metadata.description": { sql: "description" },
};

const descriptionFields: ListFields = {
  project: { sql: "project" },
  domain: { sql: "domain" },
  name: { sql: "name" },
  version: { sql: "version" },
  created_at: { sql: "created_at", read: readTime },
};

/** What is said of entities: of all versions together, and of each. */
export function namedEntityCalls({
  database,
}: ControlPlane): Pick<
  ServiceImpl<typeof AdminService>,
  "getDescriptionEntity" | "getNamedEntity" | "listDescriptionEntities" | "listNamedEntities" | "updateNamedEntity"
> {
  return {
    getNamedEntity: ({ resourceType, id }) => namedEntityMessage(readNamedEntity(database, resourceType, id)),
    listNamedEntities(request) {
      const { resourceType, project, domain } = request;
      checkFields({ project, domain });
      const { rows, token } = listRows<NamedEntityRow>(
        database,
        { select: "* FROM named_entities", fields: nameFields, orderBy: "name" },
        [is("kind", resourceType), is("project", project), is("domain", domain)],
        request,
      );
      return { entities: rows.map(namedEntityMessage), token };
    },
    updateNamedEntity({ resourceType, id, metadata }) {
      if (metadata === undefined) throw missingField("metadata");
      const row = readNamedEntity(database, resourceType, id);
      if (metadata.state !== NamedEntityState.NAMED_ENTITY_ACTIVE && resourceType === ResourceType.LAUNCH_PLAN) {
        throw invalidArgument("only task and workflow state can be updated: archive the workflow of a launch plan");
      }
      database.run(
        "UPDATE named_entities SET description = ?, state = ? WHERE kind = ? AND project = ? AND domain = ? AND name = ?",
        metadata.description,
        metadata.state,
        resourceType,
        row.project,
        row.domain,
        row.name,
      );
      return {};
    },
    getDescriptionEntity({ id }) {
      if (id === undefined) throw missingField("id");
      const { resourceType, project, domain, name, version } = checkIdentifier(id, id.resourceType);
      const row = database.get<{ readonly message: Uint8Array }>(
        "SELECT message FROM descriptions WHERE kind = ? AND project = ? AND domain = ? AND name = ? AND version = ?",
        resourceType,
        project,
        domain,
        name,
        version,
      );
      if (row === undefined) throw missingEntity("description", idText(id));
      return fromBinary(DescriptionEntitySchema, row.message);
    },
    listDescriptionEntities(request) {
      const { project = "", domain = "", name = "" } = request.id ?? {};
      checkFields({ project, domain });
      const { rows, token } = listRows<{ readonly message: Uint8Array }>(
        database,
        { select: "message FROM descriptions", fields: descriptionFields },
        [
          is("kind", request.resourceType),
          is("project", project),
          is("domain", domain),
          ...(name === "" ? [] : [is("name", name)]),
        ],
        request,
      );
      return { descriptionEntities: rows.map((row) => fromBinary(DescriptionEntitySchema, row.message)), token };
    },
  };
}

function readNamedEntity(
  database: Database,
  kind: ResourceType,
  id: NamedEntityIdentifier | undefined,
): NamedEntityRow {
  if (id === undefined) throw missingField("id");
  const { project, domain, name } = id;
  checkFields({ project, domain, name });
  const row = database.get<NamedEntityRow>(
    "SELECT * FROM named_entities WHERE kind = ? AND project = ? AND domain = ? AND name = ?",
    kind,
    project,
    domain,
    name,
  );
  if (row === undefined) throw missingEntity(kindName(kind), `${project}:${domain}:${name}`);
  return row;
}

function namedEntityMessage(row: NamedEntityRow): MessageInitShape<typeof NamedEntitySchema> {
  const { kind, project, domain, name, description } = row;
  return {
    resourceType: kind as ResourceType,
    id: { project, domain, name },
    metadata: { description, state: row.state as NamedEntityState },
  };
}
