/**
 * Flyte workflows written in TypeScript: what a user's code imports.
 *
 * @module
 */
import { provideLocalHost } from "./graph/local-host.ts";

export { type ErrorCode, TsflyteError } from "./errors/index.ts";
export type { CallArguments, Callable, Input, Invocation, NodeOverrides } from "./graph/index.ts";
export { type Accelerator, accelerators } from "./settings/accelerators.ts";
export type { DurationInput } from "./settings/duration.ts";
export type { Quantity, ResourceOptions, ResourceRanges, Resources } from "./settings/resources.ts";
export {
  type CacheOptions,
  type DocsOptions,
  FunctionTask,
  type SecretOptions,
  type Task,
  type TaskOptions,
  task,
} from "./task/index.ts";
export { FlyteFile, type Int, type Outputs } from "./types/index.ts";
export {
  FunctionWorkflow,
  type Workflow,
  type WorkflowDefaults,
  type WorkflowOptions,
  workflow,
} from "./workflow/index.ts";

provideLocalHost(async () => (await import("./local/index.ts")).localEngine);
