import { badArgument, runStalled } from "../errors/cli.ts";
import { entityNotFound } from "../errors/entities.ts";
import { TsflyteError } from "../errors/index.ts";
import { folderForFile } from "../errors/load.ts";
import { taskFailed } from "../errors/local.ts";
import { nearest } from "../errors/nearest.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { loadModules, modulesIn } from "../load/index.ts";
import { runLocally } from "../local/index.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { readInputs } from "./entity-inputs.ts";
import { formatOutputs, outputsJson } from "./format-value.ts";
import { printResult } from "./print.ts";
import { splitAtEntity, splitInputs } from "./run-arguments.ts";
import { entitiesHelp, inputsHelp } from "./run-help.ts";
import { RunProgress } from "./run-progress.ts";
import { rootOption, useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  "inputs-file": {
    type: "string",
    value: "FILE",
    help: 'inputs as {"name": value} in a JSON file; - is standard input',
  },
  json: { type: "boolean", help: "print the outputs as one JSON object" },
  quiet: { type: "boolean", short: "q", help: "do not print what runs" },
  root: rootOption,
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this; of a file, its entities; of an entity, its inputs" },
};

const usage = "tsflyte run [OPTION]… FILE ENTITY [--INPUT VALUE]…";

/** `tsflyte run FILE ENTITY --name value …`: runs a task or workflow on this machine. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const { own, file, entity: name, rest } = splitAtEntity(args, options);
  const early = parseCommandLine("run", own, options);
  const wantsHelp = early.values["help"] === true;
  if (file === undefined) {
    if (wantsHelp) return printResult(commandHelp(usage, options));
    throw badArgument("expected a file and an entity", usage);
  }
  useRoot(textOption(early, "root"), [file]);
  const entities = await loadFile(file);
  const names = entities.map(({ lhs }) => lhs);
  if (name === undefined) {
    if (wantsHelp) return printResult(entitiesHelp(file, entities, options));
    throw badArgument(`expected the name of an entity behind ${file}`, `it defines ${names.join(", ")}`);
  }
  const entity = findNamed(name, file, entities);
  if (wantsHelp) return printResult(inputsHelp(file, entity, options));
  const { inputArgs, own: lateArgs } = splitInputs(rest, options, entity.embedded.inputs);
  const late = parseCommandLine("run", lateArgs, options);
  if (late.values["help"] === true) return printResult(inputsHelp(file, entity, options));
  const inputsFile = textOption(late, "inputs-file") ?? textOption(early, "inputs-file");
  const remedy = `tsflyte run --help ${file} ${name} lists the inputs with their types`;
  const inputs = readInputs(entity, inputArgs, inputsFile, remedy);
  const isSet = (option: string): boolean => early.values[option] === true || late.values[option] === true;
  const outputs = await runEntity(entity, inputs, isSet("quiet"));
  if (isSet("json")) printResult(outputsJson(outputs));
  else if (outputs.size > 0) printResult(formatOutputs(outputs));
}

async function loadFile(file: string): Promise<readonly CallableEntity[]> {
  const modules = modulesIn(file);
  if (modules !== undefined) throw folderForFile(file, modules);
  const entities = await loadModules([file]);
  if (entities.length === 0) throw entityNotFound("", file, []);
  return entities;
}

/** The entity of a name, short or full. */
function findNamed(name: string, file: string, entities: readonly CallableEntity[]): CallableEntity {
  const found = entities.filter((entity) => entity.lhs === name || entity.name === name);
  const [entity] = found;
  if (found.length > 1) {
    const names = found.map((item) => item.name).join(", ");
    throw badArgument(`${file} has several entities named "${name}"`, `give the full name: ${names}`);
  }
  if (entity !== undefined) return entity;
  const names = entities.map(({ lhs }) => lhs);
  const near = nearest(name, names);
  throw entityNotFound(name, file, near === undefined ? names : [near, ...names.filter((item) => item !== near)]);
}

async function runEntity(
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
  quiet: boolean,
): Promise<ReadonlyMap<string, unknown>> {
  const progress = new RunProgress(quiet);
  const stall = new Promise<never>((_resolve, reject) => {
    process.once("beforeExit", () => reject(runStalled(progress.running)));
  });
  try {
    const run = runLocally(entity, inputs, { onEvent: (event) => progress.take(event) });
    return await Promise.race([run, stall]);
  } catch (error) {
    // A task that runs alone throws what the user's code threw.
    throw error instanceof TsflyteError
      ? error
      : taskFailed(describeEntity(entity), "", sourceOf(entity.embedded), error);
  }
}
