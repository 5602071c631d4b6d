/** What is registered: tasks, workflows and launch plans, by kind and identifier. */
import { create } from "@bufbuild/protobuf";
import { type Identifier, IdentifierSchema, type ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { Database } from "./database.ts";

/** A row of the table. */
export interface EntityRow {
  /** `flyteidl.core.ResourceType`. */
  readonly kind: number;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly version: string;
  /** Equal for equal contents. */
  readonly digest: string;
  /** The spec's message, as it was sent. */
  readonly spec: Uint8Array;
  /** What the server made of it: a `CompiledTask`, a `CompiledWorkflowClosure`, a `LaunchPlanClosure`. */
  readonly closure: Uint8Array;
  readonly short_description: string;
  /** `flyteidl.admin.LaunchPlanState`. */
  readonly state: number;
  /** The workflow of a launch plan. */
  readonly workflow_name: string | null;
  readonly schedule_type: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Adds an entity, with its name where that is new. */
export function insertEntity(database: Database, row: EntityRow): void {
  database.transaction(() => {
    database.run(
      `INSERT INTO entities (kind, project, domain, name, version, digest, spec, closure, short_description, state,
       workflow_name, schedule_type, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.kind,
      row.project,
      row.domain,
      row.name,
      row.version,
      row.digest,
      row.spec,
      row.closure,
      row.short_description,
      row.state,
      row.workflow_name,
      row.schedule_type,
      row.created_at,
      row.updated_at,
    );
    database.run(
      "INSERT INTO named_entities (kind, project, domain, name, description, state) VALUES (?, ?, ?, ?, '', 0) ON CONFLICT DO NOTHING",
      row.kind,
      row.project,
      row.domain,
      row.name,
    );
  });
}

/** The entity of an identifier. */
export function readEntity(
  database: Database,
  { resourceType, project, domain, name, version }: Identifier,
): EntityRow | undefined {
  return database.get(
    "SELECT * FROM entities WHERE kind = ? AND project = ? AND domain = ? AND name = ? AND version = ?",
    resourceType,
    project,
    domain,
    name,
    version,
  );
}

/** The identifier of a row. */
export function rowIdentifier(row: EntityRow): Identifier {
  const { project, domain, name, version } = row;
  return create(IdentifierSchema, { resourceType: row.kind as ResourceType, project, domain, name, version });
}
