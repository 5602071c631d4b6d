/** What the registration of all kinds of entities has in common. */
import { create, toBinary } from "@bufbuild/protobuf";
import { type DescriptionEntity, DescriptionEntitySchema } from "../../idl/gen/flyteidl/admin/description_entity_pb.ts";
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { differentStructure, identicalStructure } from "../answers/refusals.ts";
import type { ControlPlane } from "../control-plane.ts";
import { type EntityRow, insertEntity, readEntity } from "../database/entities.ts";
import { differences, digestOf, type Json } from "../messages/canonical.ts";
import { kindName } from "../rules/identifiers.ts";

/** An entity that passed all rules. */
export interface NewEntity {
  readonly id: Identifier;
  /** What has to be the same for an entity to be the same. */
  readonly content: Json;
  /** The content of what is stored already. */
  readonly storedContent: (row: EntityRow) => Json;
  readonly spec: Uint8Array;
  readonly closure: Uint8Array;
  readonly description?: DescriptionEntity | undefined;
  readonly workflowName?: string;
  readonly scheduleType?: string;
}

/** Stores an entity; throws where its identifier is taken, by the same or by another one. */
export function registerEntity({ database, now }: Pick<ControlPlane, "database" | "now">, entity: NewEntity): void {
  const { id, content, description } = entity;
  const digest = digestOf(content);
  database.transaction(() => {
    const stored = readEntity(database, id);
    if (stored?.digest === digest) throw identicalStructure(kindName(id.resourceType));
    if (stored !== undefined) {
      throw differentStructure(kindName(id.resourceType), id.name, differences(entity.storedContent(stored), content));
    }
    const at = now();
    const { project, domain, name, version } = id;
    insertEntity(database, {
      kind: id.resourceType,
      project,
      domain,
      name,
      version,
      digest,
      spec: entity.spec,
      closure: entity.closure,
      short_description: description?.shortDescription ?? "",
      state: 0,
      workflow_name: entity.workflowName ?? null,
      schedule_type: entity.scheduleType ?? null,
      created_at: at,
      updated_at: at,
    });
    if (description === undefined) return;
    const message = create(DescriptionEntitySchema, { ...description, id });
    database.run(
      `INSERT INTO descriptions (kind, project, domain, name, version, message, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      id.resourceType,
      project,
      domain,
      name,
      version,
      toBinary(DescriptionEntitySchema, message),
      at,
    );
  });
}
