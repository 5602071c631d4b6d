/** Tasks. */
export type { DynamicJob, ExecutableTask, ExecutionContext, ExecutionResult } from "./executable.ts";
export { type CommandFunction, FunctionTask, type Task } from "./function-task.ts";
export { isTask, type RegistrableTask } from "./registrable-task.ts";
export { task } from "./task.ts";
export type { CacheOptions, DocsOptions, SecretOptions, TaskOptions } from "./task-options.ts";
export { type ResolvableTask, registerTaskResolver, type TaskResolver } from "./task-resolver.ts";
export type { InputValidators, StandardIssue, StandardResult, StandardSchema } from "./validators.ts";
