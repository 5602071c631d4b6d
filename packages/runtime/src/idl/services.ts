/** The services of Flyte's API, and what their calls need beyond the conversions of `index.ts`. */

export { durationToIdl } from "./duration.ts";
export { executionFromIdl } from "./execution.ts";
export {
  answeredIdFromIdl,
  executionIdFromIdl,
  executionIdToIdl,
  namedEntityFromIdl,
  namedEntityToIdl,
  nodeExecutionIdFromIdl,
  nodeExecutionIdToIdl,
  signalIdToIdl,
  taskExecutionIdToIdl,
} from "./execution-identifier.ts";
export { executionSpecToIdl } from "./execution-spec.ts";
export { AdminService } from "./gen/flyteidl/service/admin_pb.ts";
export { AuthMetadataService } from "./gen/flyteidl/service/auth_pb.ts";
export { ArtifactType, DataProxyService } from "./gen/flyteidl/service/dataproxy_pb.ts";
export { SignalService } from "./gen/flyteidl/service/signal_pb.ts";
export { nodeExecutionFromIdl } from "./node-execution.ts";
export { projectFromIdl } from "./project.ts";
export { launchPlanStateToIdl, registeredLaunchPlanFromIdl, taskFromIdl, workflowFromIdl } from "./registered.ts";
export { retryDelayFromIdl, retryInfoType } from "./retry-info.ts";
export { signalFromIdl } from "./signal.ts";
export { sortToIdl } from "./sort.ts";
export { taskExecutionFromIdl } from "./task-execution.ts";
