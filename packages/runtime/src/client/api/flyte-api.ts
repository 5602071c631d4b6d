import type { DataProxyApi } from "./data-proxy.ts";
import type { ExecutionsApi } from "./executions.ts";
import type { LaunchPlansApi } from "./launch-plans.ts";
import type { NodeExecutionsApi } from "./node-executions.ts";
import type { ProjectsApi } from "./projects.ts";
import type { SignalsApi } from "./signals.ts";
import type { TaskExecutionsApi } from "./task-executions.ts";
import type { TasksApi } from "./tasks.ts";
import type { WorkflowsApi } from "./workflows.ts";

/** Flyte's API, by what its calls are about. */
export interface FlyteApi {
  /** The project and domain of whatever names none. */
  readonly project: string;
  readonly domain: string;
  readonly tasks: TasksApi;
  readonly workflows: WorkflowsApi;
  readonly launchPlans: LaunchPlansApi;
  readonly executions: ExecutionsApi;
  readonly nodeExecutions: NodeExecutionsApi;
  readonly taskExecutions: TaskExecutionsApi;
  readonly projects: ProjectsApi;
  readonly signals: SignalsApi;
  readonly dataProxy: DataProxyApi;
}
