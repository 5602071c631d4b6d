/** The container that a task asks for, whether it says so itself or by a pod. */
import type { ExecutionError } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { DataLoadingConfig, TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { TaskNodeOverrides } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { badTaskFormat, failedToBuildResource } from "./execution-errors.ts";

/** What a container runs. */
export interface TaskContainer {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: { readonly [name: string]: string };
  /** Where it finds its inputs as files and leaves its outputs, if it knows nothing of the platform. */
  readonly dataConfig?: DataLoadingConfig | undefined;
}

/** The container of a task, or what is wrong with it. */
export function containerOf(
  task: TaskTemplate,
  overrides: TaskNodeOverrides | undefined,
): TaskContainer | ExecutionError {
  const found = task.target.case === "k8sPod" ? podContainer(task.target.value) : plainContainer(task);
  if (found === undefined || found.command.length === 0) return failedToBuildResource(task.id?.name ?? "");
  const bad = found.variables.find(([name]) => name === "" || /[=\0]/.test(name));
  if (bad !== undefined) return badTaskFormat(`invalid environment variable name [${bad[0]}]`);
  return {
    image: overrides?.containerImage || found.image,
    command: found.command,
    environment: Object.fromEntries(found.variables),
    dataConfig: found.dataConfig?.enabled === true ? found.dataConfig : undefined,
  };
}

interface Found {
  readonly image: string;
  readonly command: readonly string[];
  readonly variables: readonly (readonly [name: string, value: string])[];
  readonly dataConfig: DataLoadingConfig | undefined;
}

function plainContainer({ target }: TaskTemplate): Found | undefined {
  if (target.case !== "container") return undefined;
  const { image, command, args, env, dataConfig } = target.value;
  return {
    image,
    command: [...command, ...args],
    variables: env.map(({ key, value }) => [key, value]),
    dataConfig,
  };
}

type PodTarget = Extract<TaskTemplate["target"], { readonly case: "k8sPod" }>["value"];

/** Of a pod's containers the primary one runs the task. */
function podContainer({ podSpec, primaryContainerName, dataConfig }: PodTarget): Found | undefined {
  const containers = records(podSpec?.["containers"]);
  const primary = containers.find(({ name }) => name === primaryContainerName) ?? containers[0];
  if (primary === undefined) return undefined;
  const { image, command, args, env } = primary;
  return {
    image: typeof image === "string" ? image : "",
    command: [...texts(command), ...texts(args)],
    variables: records(env).map(({ name, value }) => [String(name ?? ""), String(value ?? "")]),
    dataConfig,
  };
}

function records(value: unknown): readonly { readonly [key: string]: unknown }[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
