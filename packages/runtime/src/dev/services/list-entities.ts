/** Lists of entities, and of their names. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type NamedEntityIdentifier,
  type NamedEntityIdentifierListRequest,
  type NamedEntityIdentifierListSchema,
  NamedEntityState,
  type ResourceListRequest,
} from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { LaunchPlanState } from "../../idl/gen/flyteidl/admin/launch_plan_pb.ts";
import { type Identifier, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { missingEntity, missingField } from "../answers/refusals.ts";
import { idText } from "../compiler/graph-state.ts";
import type { Database } from "../database/database.ts";
import { type EntityRow, readEntity } from "../database/entities.ts";
import { type ListFields, readEnum, readTime } from "../database/filters.ts";
import { is, type Listing, listRows, type RowPage } from "../database/list-rows.ts";
import { checkFields, checkIdentifier } from "../rules/identifiers.ts";

const places: ListFields = {
  project: { sql: "project" },
  domain: { sql: "domain" },
  name: { sql: "name" },
};

/** The fields of lists of entities. */
export const entityFields: ListFields = {
  ...places,
  version: { sql: "version" },
  created_at: { sql: "created_at", read: readTime },
  updated_at: { sql: "updated_at", read: readTime },
  state: { sql: "state", read: readEnum(LaunchPlanState) },
  schedule_type: { sql: "schedule_type" },
  "workflow.name": { sql: "workflow_name" },
  "task.name": { sql: "name" },
  "launch_plan.name": { sql: "name" },
};

const listing: Listing = { select: "* FROM entities", fields: entityFields, orderBy: "created_at DESC, rowid DESC" };

/** The entities of a project and domain, or the versions of one name there. */
export function listEntities(
  database: Database,
  kind: ResourceType,
  request: ResourceListRequest,
  extra: Parameters<typeof listRows>[2] = [],
): RowPage<EntityRow> {
  const { project, domain, name } = checkNames(request.id);
  const named = name === "" ? [] : [is("name", name)];
  return listRows(
    database,
    listing,
    [is("kind", kind), is("project", project), is("domain", domain), ...named, ...extra],
    request,
  );
}

/** The names that there are in a project and domain. */
export function listNames(
  database: Database,
  kind: ResourceType,
  request: NamedEntityIdentifierListRequest,
): MessageInitShape<typeof NamedEntityIdentifierListSchema> {
  const { project, domain } = request;
  checkFields({ project, domain });
  const names: Listing = {
    select: "project, domain, name FROM named_entities",
    fields: { ...places, state: { sql: "state", read: readEnum(NamedEntityState) } },
    orderBy: "name",
  };
  const { rows, token } = listRows<{ project: string; domain: string; name: string }>(
    database,
    names,
    [is("kind", kind), is("project", project), is("domain", domain)],
    request,
  );
  return { entities: [...rows], token };
}

function checkNames(id: NamedEntityIdentifier | undefined): NamedEntityIdentifier {
  if (id === undefined) throw missingField("id");
  checkFields({ project: id.project, domain: id.domain });
  return id;
}

/** The entity of a request; throws NOT_FOUND where there is none. */
export function getEntity(database: Database, id: Identifier | undefined, kind: ResourceType, type: string): EntityRow {
  // Those who ask by path say no kind: the path is that of one.
  const isOpen = id?.resourceType === ResourceType.UNSPECIFIED;
  const checked = checkIdentifier(isOpen ? { ...id, resourceType: kind } : id, kind);
  const row = readEntity(database, checked);
  if (row === undefined) throw missingEntity(type, idText(checked));
  return row;
}
