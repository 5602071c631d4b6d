/** Identifiers of requests. */
import { type Identifier, ResourceType } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { invalidArgument, missingField } from "../answers/refusals.ts";
import { idText } from "../compiler/graph-state.ts";
import { domains } from "../control-plane.ts";
import type { Database } from "../database/database.ts";
import { readProject } from "../database/projects.ts";

const names: ReadonlyMap<ResourceType, string> = new Map<ResourceType, string>([
  [ResourceType.TASK, "task"],
  [ResourceType.WORKFLOW, "workflow"],
  [ResourceType.LAUNCH_PLAN, "launch plan"],
]);

/** A kind of entity as texts have it. */
export function kindName(type: ResourceType): string {
  return names.get(type) ?? "entity";
}

/** Throws unless an identifier says all that it has to. */
export function checkIdentifier(id: Identifier | undefined, type: ResourceType): Identifier {
  if (id === undefined) throw missingField("id");
  if (id.resourceType !== type) {
    const [found, expected] = [id.resourceType, type].map((each) => typeName(each));
    throw invalidArgument(
      `unexpected resource type ${found?.toLowerCase()} for identifier [${idText(id)}], expected ${expected?.toLowerCase()} instead`,
    );
  }
  checkFields({ project: id.project, domain: id.domain, name: id.name, version: id.version });
  return id;
}

/** Throws where a text is empty that must not be, naming it. */
export function checkFields(fields: { readonly [field: string]: string }): void {
  for (const [field, value] of Object.entries(fields)) if (value === "") throw missingField(field);
}

/** Throws unless a project is there and active, and a domain is one that there is. */
export function checkPlace(
  database: Database,
  { project, domain }: { readonly project: string; readonly domain: string },
): void {
  const row = readProject(database, project);
  if (row === undefined) {
    throw invalidArgument(
      `failed to validate that project [${project}] and domain [${domain}] are registered, err: [project [${project}] not found]`,
    );
  }
  if (row.state !== 0) throw invalidArgument(`project [${project}] is not active`);
  if (!domains.includes(domain)) throw invalidArgument(`domain [${domain}] is unrecognized by system`);
}

function typeName(type: ResourceType): string {
  const entry = Object.entries(ResourceType).find(([, value]) => value === type);
  return entry?.[0] ?? String(type);
}
