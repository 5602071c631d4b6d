import { create } from "@bufbuild/protobuf";
import type { Identifier, ResourceType } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  IdentifierSchema,
  type Identifier as IdlIdentifier,
  ResourceType as IdlResourceType,
} from "./gen/flyteidl/core/identifier_pb.ts";
import { onlyKnown } from "./only-known.ts";

const resourceTypes = {
  task: IdlResourceType.TASK,
  workflow: IdlResourceType.WORKFLOW,
  "launch-plan": IdlResourceType.LAUNCH_PLAN,
} as const satisfies { [name in ResourceType]: number };

/** The name of an entity, as `core.Identifier`. */
export function identifierToIdl(id: Identifier): IdlIdentifier {
  return create(IdentifierSchema, {
    resourceType: resourceTypes[id.resourceType],
    project: id.project,
    domain: id.domain,
    name: id.name,
    version: id.version,
  });
}

/** Reads a `core.Identifier`; an organisation and other kinds of resources are refused. */
export function identifierFromIdl(id: IdlIdentifier): Identifier {
  onlyKnown(IdentifierSchema, id, ["resourceType", "project", "domain", "name", "version"]);
  return {
    resourceType: enumName(resourceTypes, id.resourceType, "flyteidl.core.ResourceType"),
    project: id.project,
    domain: id.domain,
    name: id.name,
    version: id.version,
  };
}
