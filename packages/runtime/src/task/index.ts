/** Tasks. */
export type { ExecutableTask, ExecutionContext } from "./executable.ts";
export { type CommandFunction, FunctionTask, type Task } from "./function-task.ts";
export { task } from "./task.ts";
export type { CacheOptions, DocsOptions, SecretOptions, TaskOptions } from "./task-options.ts";
export type { InputValidators, StandardIssue, StandardResult, StandardSchema } from "./validators.ts";
