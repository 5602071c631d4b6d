/** Runs a task's container on this machine. Loaded when one runs. */
import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { currentContext } from "../context/current-context.ts";
import { engineRefused, noContainerEngine } from "../errors/programs.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import { describeEntity } from "../graph/index.ts";
import { resultFrom } from "../graph/results.ts";
import { localSettings } from "../settings/index.ts";
import { FlyteDirectory, FlyteFile } from "../types/index.ts";
import type { ContainerTask } from "./container-task.ts";
import { fillInputTemplates } from "./input-templates.ts";
import { readOutputFiles } from "./read-output-files.ts";
import { runProgram } from "./run-program.ts";
import { textOf } from "./value-text.ts";

/** In the order in which they are looked for. */
const engines = ["docker", "podman", "nerdctl"] as const;

/** What the server mounts where the task names no folders. */
const defaultInputs = "/var/flyte/inputs";
const defaultOutputs = "/var/flyte/outputs";

/** What engines end with when they cannot start a container. */
const engineFailed = 125;

/** How long the engine may take to end a container. */
const killMillis = 10_000;

/** Runs the container with a folder of inputs and one for outputs; gives what the task's function type says. */
export async function runContainer(task: ContainerTask, inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
  const entity = describeEntity(task);
  const engine = findEngine(process.env["PATH"] ?? "");
  if (engine === undefined) throw noContainerEngine(entity, engines);
  const { workingDirectory, signal } = currentContext();
  const { inputDataDir = defaultInputs, outputDataDir = defaultOutputs } = task.options;
  const folders = { inputs: join(workingDirectory, "inputs"), outputs: join(workingDirectory, "outputs") };
  await mkdir(folders.inputs, { recursive: true });
  await mkdir(folders.outputs, { recursive: true });
  const texts = await writeInputs(inputs, folders.inputs, inputDataDir);
  const { command = [], arguments: args = [] } = task.options;
  const [program, ...words] = command.map((word) => fillInputTemplates(word, texts));
  const name = `tsflyte-${randomBytes(6).toString("hex")}`;
  let stopped: Promise<unknown> = Promise.resolve();
  // The engine's client may end without its container.
  const stop = (): void => {
    stopped = runProgram(engine, ["kill", name], { signal: AbortSignal.timeout(killMillis), entity }).catch(() => {});
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const failure = await runProgram(
      engine,
      [
        ...["run", "--rm", "--name", name],
        ...["--volume", `${folders.inputs}:${inputDataDir}`, "--volume", `${folders.outputs}:${outputDataDir}`],
        ...Object.entries(task.environment).flatMap(([key, value]) => ["--env", `${key}=${value}`]),
        ...(program === undefined ? [] : ["--entrypoint", program]),
        task.getImage({ ...localSettings, imageConfig: { images: {} } }),
        ...words,
        ...args.map((word) => fillInputTemplates(word, texts)),
      ],
      { signal, entity },
    );
    if (failure?.exitCode === engineFailed) throw engineRefused(entity, engine, failure.text);
    if (failure !== undefined) {
      const text = failure.text === "" ? "" : `:\n${failure.text}`;
      throw new RecoverableError(`${entity}: the container ended with ${failure.ending}${text}`);
    }
  } finally {
    signal.removeEventListener("abort", stop);
    await stopped;
  }
  const { outputs } = task.embedded;
  const files = new Map(Object.keys(outputs.properties).map((output) => [output, join(folders.outputs, output)]));
  const result = resultFrom(await readOutputFiles(files, outputs, entity), task.embedded);
  await rm(folders.inputs, { recursive: true, force: true });
  return result;
}

/** The first engine among the folders of a search path. */
function findEngine(path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return engines.flatMap((engine) => folders.map((folder) => join(folder, engine))).find(canRun);
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes a file for each input, and copies those that are files.
 *
 * @param inside the folder as the container sees it
 * @returns what stands for each input in commands
 */
async function writeInputs(
  inputs: ReadonlyMap<string, unknown>,
  folder: string,
  inside: string,
): Promise<ReadonlyMap<string, string>> {
  const texts = [...inputs].map(async ([name, value]) => {
    const text = await textOf(value);
    if (value instanceof FlyteFile || value instanceof FlyteDirectory) {
      await cp(text, join(folder, name), { recursive: true });
      return [name, `${inside.replace(/\/+$/, "")}/${name}`] as const;
    }
    await writeFile(join(folder, name), text);
    return [name, text] as const;
  });
  return new Map(await Promise.all(texts));
}
