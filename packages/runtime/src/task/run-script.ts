/** Runs the script of a shell task. Loaded when one runs. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { currentContext } from "../context/current-context.ts";
import type { TaskContext } from "../context/task-context.ts";
import { outsideFolder } from "../errors/programs.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import { describeEntity } from "../graph/index.ts";
import { resultFrom } from "../graph/results.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { checkScript } from "./check-script.ts";
import { readOutputFiles } from "./read-output-files.ts";
import { runProgram } from "./run-program.ts";
import { fillScript, fillText, type Placeholder } from "./shell-script.ts";
import type { ShellTask } from "./shell-task.ts";
import { textsOf } from "./value-text.ts";

/** Runs the script in the working directory of the run; gives what the task's function type says. */
export async function runScript(task: ShellTask, inputs: ReadonlyMap<string, unknown>): Promise<unknown> {
  const entity = describeEntity(task);
  const context = currentContext();
  const { workingDirectory: cwd, signal } = context;
  const texts = await textsOf(inputs);
  const facts = await textsOf(factsOf(context));
  const files = await outputFiles(task, (found) => (found.kind === "ctx" ? facts : texts).get(found.name) ?? "", cwd);
  const script = task.script;
  checkScript(script, task.embedded, `${entity}, the script`);
  const sources = { inputs: texts, outputs: files, ctx: facts };
  const variables = new Map<string, { readonly name: string; readonly value: string }>();
  const filled = fillScript(script, ({ kind, name, text, place }) => {
    const variable = variables.get(text) ?? {
      name: variableName(kind, name, variables.size),
      value: sources[kind].get(name) ?? "",
    };
    variables.set(text, variable);
    return place === "plain" ? `"\${${variable.name}}"` : `\${${variable.name}}`;
  });
  if (task.options.debug === true) {
    context.logger.info("running the script", { script, ...Object.fromEntries(texts) });
  }
  const file = join(cwd, ".tsflyte-script");
  await writeFile(file, filled);
  const failure = await runProgram(task.options.shell ?? "/bin/sh", [file], {
    cwd,
    env: {
      ...process.env,
      TSFLYTE_ROOT: resolve(process.env["TSFLYTE_ROOT"] ?? "."),
      ...task.environment,
      ...Object.fromEntries([...variables.values()].map(({ name, value }) => [name, value])),
    },
    signal,
    entity,
  });
  if (failure !== undefined) {
    const text = failure.text === "" ? "" : `:\n${failure.text}`;
    throw new RecoverableError(`${entity}: the script ended with ${failure.ending}${text}`);
  }
  return resultFrom(await readOutputFiles(files, task.embedded.outputs, entity), task.embedded);
}

/** A name that every shell takes. */
function variableName(kind: Placeholder["kind"], name: string, index: number): string {
  const word = name.replaceAll(".", "_");
  return `TSFLYTE_${kind.toUpperCase()}_${/^\w+$/.test(word) ? word : index}`;
}

function factsOf(context: TaskContext): ReadonlyMap<string, unknown> {
  const { executionId, taskId, attempt, executionDate, workingDirectory, rawOutputPrefix, outputPrefix } = context;
  return new Map<string, unknown>([
    ...Object.entries({ attempt, executionDate, workingDirectory, rawOutputPrefix, outputPrefix }),
    ...Object.entries(executionId).map(([key, value]) => [`executionId.${key}`, value] as const),
    ...Object.entries(taskId).map(([key, value]) => [`taskId.${key}`, value] as const),
  ]);
}

/** Where each output is to be, with the folders around it made. */
async function outputFiles(
  task: ShellTask,
  fill: (found: Omit<Placeholder, "place">) => string,
  cwd: string,
): Promise<ReadonlyMap<string, string>> {
  const { outputs } = task.embedded;
  const entries = Object.entries(task.options.outputLocations ?? {}).map(async ([output, location]) => {
    const path = resolve(cwd, fillText(location, fill));
    const inside = relative(cwd, path);
    if (!isAbsolute(location) && (inside === "" || inside.startsWith("..") || isAbsolute(inside))) {
      throw outsideFolder(describeEntity(task), output, path);
    }
    const schema = outputs.properties[output];
    const isFolder = schema !== undefined && readForm(withoutNull(schema, outputs), outputs).kind === "directory";
    await mkdir(isFolder ? path : dirname(path), { recursive: true });
    return [output, path] as const;
  });
  return new Map(await Promise.all(entries));
}
