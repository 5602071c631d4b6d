/** Tasks without a function with metadata by hand, as the transformer's output makes them. */
import {
  type Callable,
  type ContainerTask,
  type ContainerTaskOptions,
  containerTask,
  type ShellTask,
  type ShellTaskOptions,
  type SqlTask,
  type SqlTaskOptions,
  shellTask,
  sqlTask,
} from "../../src/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { callLoosely } from "./define.ts";
import { metadata, type Result } from "./metadata.ts";

type Variables = { readonly [name: string]: Schema };
type Made<T> = T & Callable<(...args: unknown[]) => unknown>;

/** `export const NAME = containerTask<…>(options)` of the module `flows`. */
export function defineContainer(
  name: string,
  inputs: Variables,
  result: Result,
  options: ContainerTaskOptions,
): Made<ContainerTask> {
  const embedded = metadata(name, inputs, result, { kind: "container-task" });
  return callLoosely(containerTask, options, embedded) as Made<ContainerTask>;
}

/** `export const NAME = shellTask<…>(options)` of the module `flows`. */
export function defineShell(
  name: string,
  inputs: Variables,
  result: Result,
  options: ShellTaskOptions,
): Made<ShellTask> {
  return callLoosely(shellTask, options, metadata(name, inputs, result, { kind: "shell-task" })) as Made<ShellTask>;
}

/** `export const NAME = sqlTask<…>(options)` of the module `flows`. */
export function defineSql(name: string, inputs: Variables, result: Result, options: SqlTaskOptions): Made<SqlTask> {
  return callLoosely(sqlTask, options, metadata(name, inputs, result, { kind: "sql-task" })) as Made<SqlTask>;
}
