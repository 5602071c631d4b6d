import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { type Project, Project_ProjectState, type ProjectSchema } from "../../idl/gen/flyteidl/admin/project_pb.ts";
import type { AdminService } from "../../idl/gen/flyteidl/service/admin_pb.ts";
import { invalidArgument, missingEntity, missingField, nameTaken } from "../answers/refusals.ts";
import { type ControlPlane, domains } from "../control-plane.ts";
import { readEnum, readTime } from "../database/filters.ts";
import { type Listing, listRows } from "../database/list-rows.ts";
import { addProject, type ProjectRow, readProject, updateProject } from "../database/projects.ts";

const domainMessages = domains.map((id) => ({ id, name: id }));

const listing: Listing = {
  select: "* FROM projects",
  fields: {
    identifier: { sql: "id" },
    id: { sql: "id" },
    name: { sql: "name" },
    description: { sql: "description" },
    state: { sql: "state", read: readEnum(Project_ProjectState) },
    created_at: { sql: "created_at", read: readTime },
  },
  orderBy: "id",
};

/** Projects and domains. */
export function projectCalls({
  database,
  now,
}: ControlPlane): Pick<
  ServiceImpl<typeof AdminService>,
  "registerProject" | "updateProject" | "getProject" | "listProjects" | "getDomains"
> {
  return {
    registerProject({ project }) {
      const { id, name, description, labels } = checkProject(project);
      const isNew = addProject(database, {
        id,
        name: name === "" ? id : name,
        description,
        labels: labels?.values ?? {},
        createdAt: now(),
      });
      if (!isNew) throw nameTaken("project", id);
      return {};
    },
    updateProject(project) {
      const row = readProject(database, project.id);
      if (row === undefined) throw missingEntity("project", project.id);
      updateProject(database, {
        ...row,
        name: project.name === "" ? row.name : project.name,
        description: project.description === "" ? row.description : project.description,
        labels: project.labels === undefined ? row.labels : JSON.stringify(project.labels.values),
        state: project.state,
      });
      return {};
    },
    getProject({ id }) {
      const row = readProject(database, id);
      if (row === undefined) throw missingEntity("project", id);
      return projectMessage(row);
    },
    listProjects(request) {
      // A request without a limit asks for all of them, and without a filter for those that are not archived.
      const limit = request.limit === 0 ? 1000 : request.limit;
      const active = { sql: "state <> ?", values: [Project_ProjectState.ARCHIVED] };
      const { rows, token } = listRows<ProjectRow>(database, listing, request.filters === "" ? [active] : [], {
        ...request,
        limit,
      });
      return { projects: rows.map(projectMessage), token };
    },
    getDomains: () => ({ domains: domainMessages }),
  };
}

function checkProject(project: Project | undefined): Project {
  if (project === undefined || project.id === "") throw missingField("project_id");
  const { id } = project;
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(id) || id.length > 63) {
    throw invalidArgument(`invalid project id [${id}]: it must be a DNS label of at most 63 characters`);
  }
  if (project.name.length > 64) throw invalidArgument("project_name cannot exceed 64 characters");
  if (project.description.length > 300) throw invalidArgument("project_description cannot exceed 300 characters");
  return project;
}

function projectMessage(row: ProjectRow): MessageInitShape<typeof ProjectSchema> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    domains: domainMessages,
    labels: { values: JSON.parse(row.labels) as { [key: string]: string } },
    state: row.state as 0,
  };
}
