import type { ExecutionId, TaskId } from "../context/run-facts.ts";
import type { SerializationSettings } from "../settings/index.ts";
import type { ExecutionContext } from "../task/executable.ts";
import type { FileAccess } from "../types/index.ts";
import type { ExecuteArguments } from "./arguments.ts";

/** What of the process a task's context needs. */
export interface ContextSurroundings {
  readonly access: FileAccess;
  readonly env: NodeJS.ProcessEnv;
  signal(): AbortSignal;
  /** Told how far the task has got. */
  enter(phase: "inputs" | "function" | "outputs"): void;
}

/** What a task in a container is told of its run: from the command line, and from the variables that the platform sets. */
export async function executionContext(
  args: ExecuteArguments,
  { access, env, signal, enter }: ContextSurroundings,
): Promise<ExecutionContext> {
  const { outputPrefix, rawOutputPrefix, checkpointPath, prevCheckpoint, codeArchive } = args;
  const executionId = executionIdOf(env);
  const taskId = taskIdOf(env);
  const settings = await settingsOf(env, taskId, codeArchive);
  return {
    access,
    outputPrefix,
    rawOutputPrefix,
    ...(checkpointPath === undefined ? {} : { checkpointPath }),
    ...(prevCheckpoint === undefined ? {} : { prevCheckpoint }),
    ...(executionId === undefined ? {} : { executionId }),
    ...(taskId === undefined ? {} : { taskId }),
    ...(settings === undefined ? {} : { settings }),
    attempt: Number(env["FLYTE_ATTEMPT_NUMBER"]) || 0,
    isLocal: false,
    enter,
    get signal() {
      return signal();
    },
    writeDecks: (html) => access.write(`${outputPrefix}/deck.html`, new TextEncoder().encode(html)),
  };
}

function executionIdOf(env: NodeJS.ProcessEnv): ExecutionId | undefined {
  const name = env["FLYTE_INTERNAL_EXECUTION_ID"] || env["_F_NM"];
  if (name === undefined || name === "") return undefined;
  return {
    project: env["FLYTE_INTERNAL_EXECUTION_PROJECT"] || env["_F_PRJ"] || "",
    domain: env["FLYTE_INTERNAL_EXECUTION_DOMAIN"] || env["_F_DM"] || "",
    name,
  };
}

function taskIdOf(env: NodeJS.ProcessEnv): TaskId | undefined {
  const name = env["FLYTE_INTERNAL_TASK_NAME"] || env["_F_TK_NM"];
  if (name === undefined || name === "") return undefined;
  return {
    project: env["FLYTE_INTERNAL_TASK_PROJECT"] || env["_F_TK_PRJ"] || "",
    domain: env["FLYTE_INTERNAL_TASK_DOMAIN"] || env["_F_TK_DM"] || "",
    name,
    version: env["FLYTE_INTERNAL_TASK_VERSION"] || env["_F_TK_V"] || "",
  };
}

/**
 * The settings of a dynamic task. Where the task was registered is the platform's to say: a package is built before anybody
 * decides on project and domain, and the nodes must have the version of the task itself.
 */
async function settingsOf(
  env: NodeJS.ProcessEnv,
  taskId: TaskId | undefined,
  codeArchive: ExecuteArguments["codeArchive"],
): Promise<SerializationSettings | undefined> {
  const text = env["_F_SS_C"];
  if (text === undefined || text === "") return undefined;
  // Only dynamic tasks have them, so a container that starts does not load this.
  const { readSerializedContext } = await import("../settings/serialized-context.ts");
  const settings = readSerializedContext(text);
  return {
    ...settings,
    project: taskId?.project || settings.project,
    domain: taskId?.domain || settings.domain,
    version: taskId?.version || settings.version,
    ...(codeArchive === undefined ? {} : { codeArchive }),
  };
}
