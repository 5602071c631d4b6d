/** What a project, its domains and their workflows change about the deployment's settings. */
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type MatchableResource,
  type MatchingAttributes,
  MatchingAttributesSchema,
} from "../../idl/gen/flyteidl/admin/matchable_resource_pb.ts";
import type { Database } from "./database.ts";

/** Whom attributes are for; without a workflow, or a domain, for all of them. */
export interface AttributesPlace {
  readonly project: string;
  readonly domain?: string;
  readonly workflow?: string;
}

/** Attributes as they are stored. */
export interface StoredAttributes extends Required<AttributesPlace> {
  readonly attributes: MatchingAttributes;
}

interface Row extends Required<AttributesPlace> {
  readonly message: Uint8Array;
}

const wherePlace = "WHERE resource = ? AND project = ? AND domain = ? AND workflow = ?";

/** Stores attributes in the place of others of their kind. */
export function writeAttributes(
  database: Database,
  resource: MatchableResource,
  { project, domain = "", workflow = "" }: AttributesPlace,
  attributes: MatchingAttributes,
): void {
  database.run(
    `INSERT INTO attributes (resource, project, domain, workflow, message) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (resource, project, domain, workflow) DO UPDATE SET message = excluded.message`,
    resource,
    project,
    domain,
    workflow,
    toBinary(MatchingAttributesSchema, attributes),
  );
}

/** The attributes that count in a place: its own, or else those of what it is in. */
export function readAttributes(
  database: Database,
  resource: MatchableResource,
  { project, domain = "", workflow = "" }: AttributesPlace,
): StoredAttributes | undefined {
  const row = database.get<Row>(
    `SELECT project, domain, workflow, message FROM attributes
     WHERE resource = ? AND project = ? AND domain IN ('', ?) AND workflow IN ('', ?) ORDER BY workflow DESC, domain DESC`,
    resource,
    project,
    domain,
    workflow,
  );
  return row === undefined ? undefined : stored(row);
}

/** All attributes of a kind. */
export function allAttributes(database: Database, resource: MatchableResource): readonly StoredAttributes[] {
  return database
    .all<Row>(
      "SELECT project, domain, workflow, message FROM attributes WHERE resource = ? ORDER BY project, domain, workflow",
      resource,
    )
    .map(stored);
}

/** Removes attributes; false where there are none. */
export function deleteAttributes(
  database: Database,
  resource: MatchableResource,
  { project, domain = "", workflow = "" }: AttributesPlace,
): boolean {
  return database.run(`DELETE FROM attributes ${wherePlace}`, resource, project, domain, workflow) > 0;
}

function stored({ project, domain, workflow, message }: Row): StoredAttributes {
  return { project, domain, workflow, attributes: fromBinary(MatchingAttributesSchema, message) };
}
