import type { Container, ContainerResources, ExtendedResources, SecurityContext } from "../model/index.ts";
import { extendedResources } from "../settings/accelerators.ts";
import type { SerializationSettings } from "../settings/index.ts";
import { containerOrder, containerResources } from "../settings/resources.ts";
import type { BaseTaskOptions } from "./task-options.ts";

/**
 * The command of a task's container, with the templates that the server fills in: where inputs lie, where outputs go, and
 * how the task is found again.
 */
export function executeCommand(
  resolver: string,
  loaderArgs: readonly string[],
  { bundle }: SerializationSettings,
  verb: "execute" | "map-execute" = "execute",
): readonly string[] {
  return [
    ...(bundle === undefined ? [`tsflyte-${verb}`] : ["node", bundle.file, verb]),
    ...["--inputs", "{{.input}}"],
    ...["--output-prefix", "{{.outputPrefix}}"],
    ...["--raw-output-data-prefix", "{{.rawOutputDataPrefix}}"],
    ...["--checkpoint-path", "{{.checkpointOutputPrefix}}"],
    ...["--prev-checkpoint", "{{.prevCheckpointPrefix}}"],
    ...["--resolver", resolver],
    "--",
    ...loaderArgs,
  ];
}

/** The command behind the one that fetches the code, where code travels. */
export function withCode(command: readonly string[], { codeArchive }: SerializationSettings): readonly string[] {
  if (codeArchive === undefined) return command;
  const { uri, destination } = codeArchive;
  return ["tsflyte-fast-execute", "--additional-distribution", uri, "--dest-dir", destination, "--", ...command];
}

/** A task's container under the settings. */
export function taskContainer(
  task: {
    readonly name: string;
    readonly options: BaseTaskOptions;
    readonly environment: { readonly [name: string]: string };
    getImage(settings: SerializationSettings): string;
    getCommand(settings: SerializationSettings): readonly string[];
  },
  settings: SerializationSettings,
): Container {
  const { options } = task;
  const own = containerResources(options, containerOrder, `task ${task.name}`);
  const environment = { ...settings.env, ...task.environment };
  return {
    image: task.getImage(settings),
    command: [],
    args: task.getCommand(settings),
    resources: own === undefined || isNothing(own) ? defaultResources(settings) : own,
    env: Object.entries(environment).map(([key, value]) => ({ key, value })),
  };
}

function isNothing({ requests, limits }: ContainerResources): boolean {
  return requests.length === 0 && limits.length === 0;
}

/** What a container gets that asks for nothing itself. */
function defaultResources({ defaultResources: options = {} }: SerializationSettings): ContainerResources {
  return containerResources(options, containerOrder, "the settings") ?? { requests: [], limits: [] };
}

/** What a task asks of secrets. */
export function securityContext(options: BaseTaskOptions): SecurityContext | undefined {
  if (options.secretRequests === undefined || options.secretRequests.length === 0) return undefined;
  return {
    secrets: options.secretRequests.map((secret) => ({
      group: secret.group,
      key: secret.key ?? "",
      groupVersion: secret.groupVersion ?? "",
      mountRequirement: secret.mountRequirement ?? "any",
      envVar: secret.envVar ?? "",
    })),
  };
}

/** What a task asks of devices. */
export function taskExtendedResources(options: BaseTaskOptions): ExtendedResources | undefined {
  return extendedResources(options.accelerator, options.sharedMemory);
}
