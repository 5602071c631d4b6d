import { projectFromIdl } from "../../idl/services.ts";
import type { Domain, Project } from "../../model/index.ts";
import { type Api, type CallOptions, connectOptions } from "./api.ts";
import { byName, type ListOptions, listPages, signalOf } from "./paging.ts";

/** Projects. */
export interface ProjectsApi {
  /** Makes a project, in all domains of the platform. */
  create(
    project: { readonly id: string; readonly name?: string; readonly description?: string },
    options?: CallOptions,
  ): Promise<void>;
  get(id: string, options?: CallOptions): Promise<Project>;
  list(options?: ListOptions): AsyncGenerator<Project, void, undefined>;
  /** The domains that every project has. */
  listDomains(options?: CallOptions): Promise<readonly Domain[]>;
}

/**
 * The part of a client for projects.
 *
 * @internal
 */
export function projectsApi({ admin }: Api): ProjectsApi {
  return {
    async create({ id, name = id, description = "" }, options = {}) {
      await admin.registerProject({ project: { id, name, description } }, connectOptions(options));
    },
    async get(id, options = {}) {
      return projectFromIdl(await admin.getProject({ id }, connectOptions(options)));
    },
    list(options = {}) {
      return listPages({ ...byName, ...options }, [], async (page) => {
        const { projects, token } = await admin.listProjects(page, connectOptions(signalOf(options)));
        return { items: projects.map(projectFromIdl), token };
      });
    },
    async listDomains(options = {}) {
      const { domains } = await admin.getDomains({}, connectOptions(options));
      return domains.map(({ id, name }) => ({ id, name }));
    },
  };
}
