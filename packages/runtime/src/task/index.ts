/** Tasks. */

export { type AutoContainerOptions, AutoContainerTask, type CommandFunction } from "./auto-container-task.ts";
export { BaseTask, type LocalExecutionMode } from "./base-task.ts";
export { type CacheOptions, type CachePolicy, functionBodyPolicy, type VersionParameters } from "./cache-options.ts";
export {
  ContainerTask,
  type ContainerTaskOptions,
  containerTask,
  type NamedTaskOptions,
} from "./container-task.ts";
export { createTask } from "./create-task.ts";
export { type DynamicOptions, dynamic } from "./dynamic.ts";
export type { DynamicOutcome } from "./dynamic-compiler.ts";
export { type EagerOptions, eager } from "./eager.ts";
export { type CreateEagerHost, type EagerHost, provideEagerHost } from "./eager-host.ts";
export type { DynamicJob, ExecutableTask, ExecutionContext, ExecutionResult } from "./executable.ts";
export { FunctionTask, type Task } from "./function-task.ts";
export type { MapArgument, MapArguments, MapCallable, Mappable, MapResult } from "./map-callable.ts";
export type { MapMetadata, MapOptions, PartialMapOptions } from "./map-options.ts";
export { mapTask } from "./map-task.ts";
export { registerTaskPlugin, type TaskConfigKey, type TaskPlugin } from "./plugins.ts";
export { isTask, type RegistrableTask } from "./registrable-task.ts";
export { ShellTask, type ShellTaskOptions, shellTask } from "./shell-task.ts";
export { SqlTask, type SqlTaskOptions, sqlTask } from "./sql-task.ts";
export { task } from "./task.ts";
export type { BaseTaskOptions, ExecutionMode, SecretOptions, TaskOptions } from "./task-options.ts";
export { type ResolvableTask, registerTaskResolver, type TaskResolver } from "./task-resolver.ts";
export type { InputValidators, StandardIssue, StandardResult, StandardSchema } from "./validators.ts";
