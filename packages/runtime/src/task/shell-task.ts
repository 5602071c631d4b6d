/** Tasks whose work is a shell script. */

import { invalidOption } from "../errors/options.ts";
import { noScript, unfillablePlaceholder, unknownPlaceholder } from "../errors/tasks.ts";
import {
  type AnyFunction,
  type Callable,
  checkSwitch,
  checkText,
  checkTexts,
  type Definition,
  describeEntity,
  isInstance,
  readTypedDefinition,
} from "../graph/index.ts";
import { checkImage } from "../settings/index.ts";
import { type AutoContainerOptions, AutoContainerTask } from "./auto-container-task.ts";
import { checkKnown, checkScript, type ScriptVariables } from "./check-script.ts";
import type { NamedTaskOptions } from "./container-task.ts";
import { fillText } from "./shell-script.ts";
import { baseTaskOptionNames } from "./task-options.ts";
import { checkResolver } from "./task-resolver.ts";

/** The options of {@link shellTask}. */
export interface ShellTaskOptions extends NamedTaskOptions, AutoContainerOptions {
  /**
   * The script. `{inputs.NAME}` is the value of an input, a path where it is a file or folder; `{outputs.NAME}` the path where the
   * script leaves an output; `{ctx.NAME}` a fact of the run: `attempt`, `workingDirectory`, `executionId.name` … None of these
   * values is ever read as a program: they are passed as environment variables, quoted.
   */
  readonly script?: string;
  /** A file that holds the script, from the project's root. */
  readonly scriptFile?: string;
  /**
   * Where the script leaves each output, from the folder that it runs in: `{ report: "report-{inputs.n}.txt" }`. A file or folder
   * is the output itself; outputs of other types are read from theirs.
   */
  readonly outputLocations?: { readonly [output: string]: string };
  /** The program that runs the script. @default "/bin/sh" */
  readonly shell?: string;
  /** Whether the script is logged before it runs. @default false */
  readonly debug?: boolean;
}

const optionNames: readonly string[] = [
  ...baseTaskOptionNames,
  ...["name", "containerImage", "taskResolver", "script", "scriptFile", "outputLocations", "shell", "debug"],
];

/** A task whose work is a shell script. {@link shellTask} makes one. */
export class ShellTask<Fn extends AnyFunction = AnyFunction> extends AutoContainerTask<ShellTaskOptions, Fn> {
  readonly taskType: string = "typescript-task";

  /** What two copies of this package in one process know each other's by. */
  readonly "~tsflyte": string = "shell-task";

  /** Whether a value is such a task, whichever copy of this package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass inherits this, and asks for its own instances
    return isInstance(this, ShellTask, value, "shell-task");
  }

  constructor({ metadata, options }: Pick<Definition<ShellTaskOptions>, "metadata" | "options">) {
    checkShellOptions(options, `task ${metadata.module}.${metadata.name}`, metadata);
    super({ metadata, options, name: options.name });
  }

  /** The script with its placeholders; read from its file, if it has one. */
  get script(): string {
    const { script, scriptFile = "" } = this.options;
    if (script !== undefined) return script;
    const { readFileSync } = process.getBuiltinModule("node:fs");
    const { resolve } = process.getBuiltinModule("node:path");
    const path = resolve(process.env["TSFLYTE_ROOT"] ?? ".", scriptFile);
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      throw noScript(describeEntity(this), path, error);
    }
  }

  protected override get source(): string {
    return this.script;
  }

  /** Runs the script, in the working directory of the run. */
  async execute(inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
    const { runScript } = await import("./run-script.ts");
    return runScript(this, inputs);
  }
}

/**
 * Makes a task of a shell script. Its function type says what it takes and gives. It runs in a container like a function does, and
 * on this machine; the folder that it runs in is its own, and `TSFLYTE_ROOT` is the project's. It fails, and may be tried again,
 * when the script ends with anything but 0: begin it with `set -e` to end at the first command that fails.
 *
 * @example
 * ```ts
 * export const firstLines = shellTask<(file: FlyteFile, n: Int) => FlyteFile<"txt">>({
 *   script: "head -n {inputs.n} {inputs.file} > {outputs.o0}",
 *   outputLocations: { o0: "head-{inputs.n}.txt" },
 * });
 * ```
 */
export function shellTask<Fn extends AnyFunction>(options: ShellTaskOptions): ShellTask<Fn> & Callable<Fn>;
export function shellTask<Fn extends AnyFunction>(...args: readonly unknown[]): ShellTask<Fn> & Callable<Fn> {
  const definition = readTypedDefinition<ShellTaskOptions>("shellTask", args, optionNames);
  return new ShellTask<Fn>(definition) as ShellTask<Fn> & Callable<Fn>;
}

function checkShellOptions(options: ShellTaskOptions, where: string, variables: ScriptVariables): void {
  const spell = (option: string): string => `${where}, option "${option}"`;
  const { script, scriptFile, outputLocations = {}, taskResolver } = options;
  checkText(options.name, spell("name"));
  checkText(script, spell("script"));
  checkText(scriptFile, spell("scriptFile"));
  checkImage(options.containerImage, spell("containerImage"));
  checkText(options.shell, spell("shell"));
  checkSwitch(options.debug, spell("debug"));
  if (taskResolver !== undefined) checkResolver(taskResolver, spell("taskResolver"));
  if ((script === undefined) === (scriptFile === undefined)) {
    throw invalidOption(spell("script"), "a script or a scriptFile, and not both", script);
  }
  checkTexts(outputLocations, spell("outputLocations"));
  const outputs = Object.keys(variables.outputs.properties);
  for (const [output, location] of Object.entries(outputLocations)) {
    if (!outputs.includes(output)) throw unknownPlaceholder(spell("outputLocations"), `{${output}}`, "output", outputs);
    const option = spell(`outputLocations.${output}`);
    fillText(location, (found) => {
      checkKnown(found, variables, option);
      if (found.kind !== "outputs") return "";
      throw unfillablePlaceholder(option, found.text, "a location", "locations can name inputs and facts of the run");
    });
  }
  const homeless = outputs.find((output) => outputLocations[output] === undefined);
  if (homeless !== undefined) {
    throw invalidOption(spell("outputLocations"), `a location for the output "${homeless}"`, outputLocations);
  }
  if (script !== undefined) checkScript(script, variables, spell("script"));
}
