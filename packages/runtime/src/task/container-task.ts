/** Tasks that run a program in an image of its own: this library is not in it. */
import { invalidOption } from "../errors/options.ts";
import {
  type AnyFunction,
  type Callable,
  checkObject,
  checkText,
  type Definition,
  isInstance,
  readTypedDefinition,
} from "../graph/index.ts";
import type { Container, DataLoadingConfig } from "../model/index.ts";
import { resolveImage, type SerializationSettings } from "../settings/index.ts";
import { BaseTask } from "./base-task.ts";
import { checkInputTemplates } from "./input-templates.ts";
import { type BaseTaskOptions, baseTaskOptionNames } from "./task-options.ts";
import { taskContainer } from "./task-target.ts";

/** Options of tasks without a function. */
export interface NamedTaskOptions {
  /** The task's name, as it stands. @default `<module>.<constant>` */
  readonly name?: string;
}

/** The options of {@link containerTask}. */
export interface ContainerTaskOptions
  extends NamedTaskOptions,
    Omit<BaseTaskOptions, "enableDeck" | "disableDeck" | "deckFields"> {
  /** May hold templates: `{{.image.NAME.fqn}}:{{.image.NAME.version}}`. */
  readonly image: string;
  /** The program, in place of the image's entry point; `{{.inputs.NAME}}` is the value of an input. */
  readonly command?: readonly string[];
  /** Its arguments; `{{.inputs.NAME}}` is the value of an input. */
  readonly arguments?: readonly string[];
  /** The folder in which the container finds a file for each input, named like it. @default the server's, "/var/flyte/inputs" */
  readonly inputDataDir?: string;
  /** The folder in which the container leaves a file for each output, named like it. @default the server's, "/var/flyte/outputs" */
  readonly outputDataDir?: string;
  /** How the file with all inputs is written that lies beside them. @default "json" */
  readonly metadataFormat?: "json" | "yaml" | "proto";
  /** When inputs are fetched and outputs stored. @default "eager" and "on-exit" */
  readonly ioStrategy?: {
    readonly downloadMode?: "eager" | "stream" | "none";
    readonly uploadMode?: "on-exit" | "eager" | "none";
  };
}

const optionNames: readonly string[] = [
  ...baseTaskOptionNames.filter((name) => !/deck/i.test(name)),
  ...["name", "image", "command", "arguments", "inputDataDir", "outputDataDir", "metadataFormat", "ioStrategy"],
];

/** A task that runs a program in an image of its own. {@link containerTask} makes one. */
export class ContainerTask<Fn extends AnyFunction = AnyFunction> extends BaseTask<ContainerTaskOptions, Fn> {
  readonly taskType: string = "raw-container";

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "container-task";

  /** Whether a value is such a task, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, ContainerTask, value, "container-task");
  }

  constructor({ metadata, options }: Pick<Definition<ContainerTaskOptions>, "metadata" | "options">) {
    checkContainerOptions(options, `task ${metadata.module}.${metadata.name}`, Object.keys(metadata.inputs.properties));
    super({ metadata, options, name: options.name });
  }

  /** The option as it stands, with its templates. */
  get containerImage(): string {
    return this.options.image;
  }

  protected override get source(): string {
    const { image, command = [], arguments: args = [] } = this.options;
    return JSON.stringify([image, command, args]);
  }

  /** The container's image, with its templates filled in. */
  getImage(settings: SerializationSettings): string {
    return resolveImage(this.options.image, settings.imageConfig, this.name);
  }

  /** The program, in place of the image's entry point. */
  getCommand(_settings: SerializationSettings): readonly string[] {
    return this.options.command ?? [];
  }

  /** How the server brings inputs into the container, and outputs out of it. */
  get dataConfig(): DataLoadingConfig {
    const { inputDataDir = "", outputDataDir = "", metadataFormat: format = "json", ioStrategy } = this.options;
    const config = { enabled: true, inputPath: inputDataDir, outputPath: outputDataDir, format };
    if (ioStrategy === undefined) return config;
    const { downloadMode = "eager", uploadMode = "on-exit" } = ioStrategy;
    return { ...config, ioStrategy: { downloadMode, uploadMode } };
  }

  override getPrimaryContainer(settings: SerializationSettings): Container {
    const { arguments: args = [] } = this.options;
    const command = this.getCommand(settings);
    return { ...taskContainer(this, settings), command, args, dataConfig: this.dataConfig };
  }

  /** Runs the container on this machine, with docker, podman or nerdctl. */
  async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    const { runContainer } = await import("./run-container.ts");
    return runContainer(this, inputs);
  }
}

/**
 * Makes a task of a program in an image of its own. Its function type says what it takes and gives. The program reads inputs from
 * its arguments or from files, and leaves each output in a file named like it: numbers and texts as they are read, `FlyteFile`s as
 * they are, the rest as JSON.
 *
 * Outside a workflow a call runs the container on this machine, where docker, podman or nerdctl is installed.
 *
 * @example
 * ```ts
 * export const area = containerTask<(a: number, b: number) => { area: number }>({
 *   image: "ghcr.io/acme/ellipse:v2",
 *   command: ["python", "ellipse.py", "{{.inputs.a}}", "{{.inputs.b}}", "/var/outputs"],
 *   outputDataDir: "/var/outputs",
 *   requests: { cpu: "500m" },
 * });
 * ```
 */
export function containerTask<Fn extends AnyFunction>(options: ContainerTaskOptions): ContainerTask<Fn> & Callable<Fn>;
export function containerTask<Fn extends AnyFunction>(...args: readonly unknown[]): ContainerTask<Fn> & Callable<Fn> {
  const definition = readTypedDefinition<ContainerTaskOptions>("containerTask", args, optionNames);
  return new ContainerTask<Fn>(definition) as ContainerTask<Fn> & Callable<Fn>;
}

function checkContainerOptions(options: ContainerTaskOptions, where: string, inputs: readonly string[]): void {
  const spell = (option: string): string => `${where}, option "${option}"`;
  checkText(options.name, spell("name"));
  if (options.image === undefined) throw invalidOption(spell("image"), "an image like ghcr.io/acme/tool:v1", undefined);
  checkText(options.image, spell("image"));
  const { command = [], arguments: args = [] } = options;
  checkWords(command, inputs, spell("command"));
  checkWords(args, inputs, spell("arguments"));
  if (command.length + args.length === 0) {
    const remedy = "name the program that the image runs: the server takes no container without";
    throw invalidOption(spell("command"), "a command or arguments", command, remedy);
  }
  for (const option of ["inputDataDir", "outputDataDir"] as const) {
    const folder = options[option];
    if (folder !== undefined && (typeof folder !== "string" || !folder.startsWith("/"))) {
      throw invalidOption(spell(option), 'an absolute path like "/var/inputs"', folder);
    }
  }
  checkChoice(options.metadataFormat, ["json", "yaml", "proto"], spell("metadataFormat"));
  if (options.ioStrategy === undefined) return;
  checkObject(options.ioStrategy, spell("ioStrategy"), ["downloadMode", "uploadMode"]);
  checkChoice(options.ioStrategy.downloadMode, ["eager", "stream", "none"], spell("ioStrategy.downloadMode"));
  checkChoice(options.ioStrategy.uploadMode, ["on-exit", "eager", "none"], spell("ioStrategy.uploadMode"));
}

function checkWords(words: unknown, inputs: readonly string[], option: string): void {
  if (!Array.isArray(words) || words.some((word) => typeof word !== "string")) {
    throw invalidOption(option, "an array of texts", words);
  }
  for (const word of words) checkInputTemplates(word, inputs, option);
}

function checkChoice(value: unknown, choices: readonly string[], option: string): void {
  if (value === undefined || choices.some((choice) => choice === value)) return;
  throw invalidOption(option, choices.map((choice) => `"${choice}"`).join(" or "), value);
}
