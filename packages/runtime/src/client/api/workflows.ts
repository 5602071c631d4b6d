import { identifierToIdl, workflowSpecToIdl } from "../../idl/index.ts";
import { namedEntityToIdl, workflowFromIdl } from "../../idl/services.ts";
import type { Identifier, NamedEntityIdentifier, RegisteredWorkflow, WorkflowSpec } from "../../model/index.ts";
import {
  type Api,
  type CallOptions,
  connectOptions,
  type EntityName,
  identifierIn,
  type Place,
  placeOf,
} from "./api.ts";
import { listNames } from "./list-names.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** The workflows that are registered. */
export interface WorkflowsApi {
  /**
   * Registers a workflow, whose tasks have to be registered before. Throws `already-exists` where it is there and the same,
   * `different-structure` where it is not.
   */
  create(spec: WorkflowSpec, options?: CallOptions): Promise<Identifier>;
  get(workflow: EntityName, options?: CallOptions): Promise<RegisteredWorkflow>;
  /** The versions of a workflow, or of all workflows where it has no name. */
  list(
    workflow: Place & { readonly name?: string },
    options?: ListOptions,
  ): AsyncGenerator<RegisteredWorkflow, void, undefined>;
  /** The names of all workflows. */
  listNames(place?: Place, options?: ListOptions): AsyncGenerator<NamedEntityIdentifier, void, undefined>;
}

/**
 * The part of a client for workflows.
 *
 * @internal
 */
export function workflowsApi(api: Api): WorkflowsApi {
  const { admin } = api;
  return {
    async create(spec, options = {}) {
      const { id } = spec.template;
      await admin.createWorkflow({ id: identifierToIdl(id), spec: workflowSpecToIdl(spec) }, connectOptions(options));
      return id;
    },
    async get(workflow, options = {}) {
      const id = identifierToIdl(identifierIn(api, "workflow", workflow));
      return workflowFromIdl(await admin.getWorkflow({ id }, connectOptions(options)));
    },
    list(workflow, options = {}) {
      const id = namedEntityToIdl({ ...workflow, ...placeOf(api, workflow) });
      return listPages(options, [], async (page) => {
        const { workflows, token } = await admin.listWorkflows({ id, ...page }, connectOptions(signalOf(options)));
        return { items: workflows.map(workflowFromIdl), token };
      });
    },
    listNames: (place = {}, options = {}) => listNames(api, place, options, admin.listWorkflowIds),
  };
}
