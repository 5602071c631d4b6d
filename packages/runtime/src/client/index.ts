/**
 * A client of Flyte platforms: what is registered and what runs there, over gRPC.
 *
 * @module
 */
export type { CallOptions, EntityName, Place, VersionlessName } from "./api/api.ts";
export type { DataProxyApi, FlyteUrlData, UploadOptions } from "./api/data-proxy.ts";
export type { ExecutionData, ExecutionName, ExecutionsApi } from "./api/executions.ts";
export type { Filter } from "./api/filter.ts";
export type { FlyteApi } from "./api/flyte-api.ts";
export type { LaunchPlansApi } from "./api/launch-plans.ts";
export type { NodeExecutionData, NodeExecutionsApi } from "./api/node-executions.ts";
export type { ListOptions } from "./api/paging.ts";
export type { ProjectsApi } from "./api/projects.ts";
export type { SignalsApi } from "./api/signals.ts";
export type { TaskExecutionsApi } from "./api/task-executions.ts";
export type { TasksApi } from "./api/tasks.ts";
export type { UploadLocation } from "./api/upload-location.ts";
export type { WorkflowsApi } from "./api/workflows.ts";
export type { AuthConfig, AuthMode, ClientConfig, StorageConfig } from "./config/client-config.ts";
export type { ConfigPlaces } from "./config/find-config-file.ts";
export type { AuthOverrides } from "./config/read-auth.ts";
export { type ConfigOverrides, type ReadConfigOptions, readClientConfig, sandboxConfig } from "./config/read-config.ts";
export type { SecretText } from "./config/secret-text.ts";
export { storageConnection } from "./config/storage-connection.ts";
export { type ClientOptions, createFlyteClient, type FlyteClient, type PlatformVersion } from "./flyte-client.ts";
export type { LaunchableEntity, RegisteredName } from "./remote/launch.ts";
export type { LaunchOptions } from "./remote/launch-options.ts";
export type { AttemptLogs, RemoteExecution, WaitOptions } from "./remote/remote-execution.ts";
export type { RetryPolicy } from "./transport/backoff.ts";
export type { KeepAlive } from "./transport/keep-alive.ts";
