import { identifierToIdl, taskSpecToIdl } from "../../idl/index.ts";
import { namedEntityToIdl, taskFromIdl } from "../../idl/services.ts";
import type { Identifier, NamedEntityIdentifier, RegisteredTask, TaskSpec } from "../../model/index.ts";
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

/** The tasks that are registered. */
export interface TasksApi {
  /** Registers a task. Throws `already-exists` where it is there and the same, `different-structure` where it is not. */
  create(spec: TaskSpec, options?: CallOptions): Promise<Identifier>;
  get(task: EntityName, options?: CallOptions): Promise<RegisteredTask>;
  /** The versions of a task, or of all tasks where it has no name. */
  list(
    task: Place & { readonly name?: string },
    options?: ListOptions,
  ): AsyncGenerator<RegisteredTask, void, undefined>;
  /** The names of all tasks. */
  listNames(place?: Place, options?: ListOptions): AsyncGenerator<NamedEntityIdentifier, void, undefined>;
}

/**
 * The part of a client for tasks.
 *
 * @internal
 */
export function tasksApi(api: Api): TasksApi {
  const { admin } = api;
  return {
    async create(spec, options = {}) {
      const { id } = spec.template;
      await admin.createTask({ id: identifierToIdl(id), spec: taskSpecToIdl(spec) }, connectOptions(options));
      return id;
    },
    async get(task, options = {}) {
      const id = identifierToIdl(identifierIn(api, "task", task));
      return taskFromIdl(await admin.getTask({ id }, connectOptions(options)));
    },
    list(task, options = {}) {
      const id = namedEntityToIdl({ ...task, ...placeOf(api, task) });
      return listPages(options, [], async (page) => {
        const { tasks, token } = await admin.listTasks({ id, ...page }, connectOptions(signalOf(options)));
        return { items: tasks.map(taskFromIdl), token };
      });
    },
    listNames: (place = {}, options = {}) => listNames(api, place, options, admin.listTaskIds),
  };
}
