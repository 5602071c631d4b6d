import type { Project } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import { type Project as IdlProject, Project_ProjectState } from "./gen/flyteidl/admin/project_pb.ts";

const states = {
  active: Project_ProjectState.ACTIVE,
  archived: Project_ProjectState.ARCHIVED,
  "system-generated": Project_ProjectState.SYSTEM_GENERATED,
  "system-archived": Project_ProjectState.SYSTEM_ARCHIVED,
} as const satisfies { [name in Project["state"]]: number };

/** Reads an `admin.Project`. */
export function projectFromIdl({ id, name, description, domains, labels, state }: IdlProject): Project {
  return {
    id,
    name,
    description,
    domains: domains.map((domain) => ({ id: domain.id, name: domain.name })),
    labels: labels?.values ?? {},
    state: enumName(states, state, "flyteidl.admin.Project.ProjectState"),
  };
}
