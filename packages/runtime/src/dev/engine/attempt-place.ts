/** Where the files of an attempt lie, and how its container is told. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { toBinary } from "@bufbuild/protobuf";
import { type TaskTemplate, TaskTemplateSchema } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { TaskContainer } from "./container.ts";
import { fillTemplate } from "./fill-template.ts";
import type { NodeContext } from "./node-context.ts";
import { secretVariables } from "./secrets.ts";

/** The files of an attempt. */
export interface AttemptPlace {
  readonly attempt: number;
  /** A name that no other attempt has. */
  readonly name: string;
  /** Where its outputs are looked for. */
  readonly folder: string;
  /** For what its outputs refer to. */
  readonly rawPrefix: string;
  readonly previousRawPrefix: string | undefined;
  readonly logUri: string;
  readonly logFile: string;
}

/** The files of an attempt of a node; attempts count from 0. */
export function attemptPlace(context: NodeContext, attempt: number): AttemptPlace {
  const { scope, row, folder } = context;
  const { engine, key } = scope.run;
  const logs = `logs/${key.project}-${key.domain}-${key.name}/${row.node_id}`;
  return {
    attempt,
    name: `${key.name}-${row.node_id}-${attempt}`,
    folder: fileOf(engine.objects.uriOf(`${folder}/${attempt}`)),
    rawPrefix: rawPrefix(context, attempt),
    previousRawPrefix: attempt === 0 ? undefined : rawPrefix(context, attempt - 1),
    logUri: engine.objects.uriOf(`${logs}/${attempt}.log`),
    logFile: fileOf(engine.objects.uriOf(`${logs}/${attempt}.log`)),
  };
}

/** The file with the id of an attempt's process. One that is started again has another. */
export function pidFileOf(logUri: string, startedAt: number | null): string {
  return `${fileOf(logUri).replace(/\.log$/, "")}-${startedAt ?? 0}.pid`;
}

/** What an attempt writes that is no document of the platform lies spread over many folders, as large stores want it. */
function rawPrefix({ scope, row }: NodeContext, attempt: number): string {
  const { engine, key, spec } = scope.run;
  const given = spec.rawOutputDataConfig?.outputLocationPrefix ?? "";
  const prefix = given === "" ? fileOf(engine.objects.uriOf("data")) : given.replace(/\/+$/, "");
  const name = `${key.name}-${row.node_id}-${attempt}`;
  const shard = createHash("sha256").update(name).digest("hex").slice(0, 2);
  return `${prefix}/${shard}/${name}`;
}

/** The command of a container with its templates filled in. */
export function containerCommand(
  { scope, row, inputs }: NodeContext,
  template: TaskTemplate,
  place: AttemptPlace,
  { command }: TaskContainer,
): readonly string[] {
  const { objects } = scope.run.engine;
  const templatePath = `${place.folder}.task.pb`;
  if (command.some((part) => part.includes("taskTemplatePath"))) {
    objects.write(templatePath, toBinary(TaskTemplateSchema, template));
  }
  mkdirSync(place.folder, { recursive: true });
  const values = {
    input: fileOf(row.input_uri),
    outputPrefix: place.folder,
    rawOutputDataPrefix: place.rawPrefix,
    checkpointOutputPrefix: checkpoints(place.rawPrefix),
    prevCheckpointPrefix: place.previousRawPrefix === undefined ? '""' : checkpoints(place.previousRawPrefix),
    perRetryUniqueKey: place.name.replace(/[^A-Za-z0-9_]/g, "_"),
    taskTemplatePath: templatePath,
    inputs,
  };
  return command.map((part) => fillTemplate(part, values));
}

function checkpoints(rawPrefix: string): string {
  return `${rawPrefix}/_flytecheckpoints`;
}

/** What every container is told about itself, over what its task says. */
export function containerEnvironment(
  { scope, environment }: NodeContext,
  task: TaskTemplate,
  { attempt }: AttemptPlace,
  container: TaskContainer,
): { readonly [name: string]: string } {
  const { engine, key, row, spec } = scope.run;
  const { id } = task;
  const url = engine.executionUrl?.(key);
  const endpoint = engine.endpoint?.();
  return {
    // Tasks that start executions of their own find this server, unless they say themselves whom they ask.
    ...(endpoint === undefined ? {} : { FLYTE_PLATFORM_URL: endpoint, FLYTE_PLATFORM_INSECURE: "true" }),
    ...secretVariables(task, engine.secrets),
    ...container.environment,
    ...Object.fromEntries((spec.envs?.values ?? []).map(({ key: name, value }) => [name, value])),
    FLYTE_INTERNAL_EXECUTION_ID: key.name,
    FLYTE_INTERNAL_EXECUTION_PROJECT: key.project,
    FLYTE_INTERNAL_EXECUTION_DOMAIN: key.domain,
    FLYTE_INTERNAL_EXECUTION_WORKFLOW: row.workflow_name,
    FLYTE_INTERNAL_TASK_PROJECT: id?.project ?? "",
    FLYTE_INTERNAL_TASK_DOMAIN: id?.domain ?? "",
    FLYTE_INTERNAL_TASK_NAME: id?.name ?? "",
    FLYTE_INTERNAL_TASK_VERSION: id?.version ?? "",
    FLYTE_ATTEMPT_NUMBER: String(attempt),
    ...(url === undefined ? {} : { FLYTE_EXECUTION_URL: url }),
    ...environment,
  };
}

/** Containers are told plain paths, which any program can open. */
function fileOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}
