import { badArgument, runStalled } from "../errors/cli.ts";
import { TsflyteError } from "../errors/index.ts";
import { taskFailed } from "../errors/local.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { type LocalRunOptions, runLocally } from "../local/index.ts";
import { useConfiguredStorage } from "./client-options.ts";
import { commandHelp, type OptionSpecs, type ParsedArguments, parseCommandLine, textOption } from "./command-line.ts";
import { readInputs } from "./entity-inputs.ts";
import { findNamed, loadFile } from "./file-entities.ts";
import { formatOutputs, outputsJson } from "./format-value.ts";
import { printResult } from "./print.ts";
import { splitAtEntity, splitInputs } from "./run-arguments.ts";
import { entitiesHelp, inputsHelp } from "./run-help.ts";
import { RunProgress } from "./run-progress.ts";
import { mergeArguments, refuseRemoteOptions, remoteOptions, runRemotely } from "./run-remotely.ts";
import { rootOption, useRoot } from "./settings-options.ts";

const localOptions: OptionSpecs = {
  "inputs-file": {
    type: "string",
    value: "FILE",
    help: 'inputs as {"name": value} in a JSON file; - is standard input',
  },
  json: { type: "boolean", help: "print the outputs as one JSON object" },
  quiet: { type: "boolean", short: "q", help: "do not print what runs" },
  "run-dir": {
    type: "string",
    value: "DIR",
    help: "keep what the run stores there, with the inputs and outputs of every node",
  },
  "no-cache": { type: "boolean", help: "neither take results from the cache on this machine nor keep them there" },
  concurrency: { type: "string", value: "N", help: "how many tasks run at a time (default 16)" },
  root: rootOption,
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this; of a file, its entities; of an entity, its inputs" },
};

const options: OptionSpecs = { ...localOptions, ...remoteOptions };

const usage = "tsflyte run [OPTION]… FILE ENTITY [--INPUT VALUE]…";

/** `tsflyte run FILE ENTITY --name value …`: runs a task or workflow on this machine, or on a platform. */
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
  const parsed = mergeArguments(early, late);
  if (parsed.values["remote"] === true) {
    refuseLocalOptions(parsed);
    return runRemotely(entity, inputs, parsed);
  }
  refuseRemoteOptions(parsed, localOptions);
  useConfiguredStorage();
  const isSet = (option: string): boolean => parsed.values[option] === true;
  const directory = textOption(parsed, "run-dir");
  const concurrency = readConcurrency(textOption(parsed, "concurrency"));
  const outputs = await runEntity(entity, inputs, isSet("quiet"), {
    ...(directory === undefined ? {} : { directory }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(isSet("no-cache") ? { cache: false } : {}),
  });
  if (isSet("json")) printResult(outputsJson(outputs));
  else if (outputs.size > 0) printResult(formatOutputs(outputs));
}

/** Options that say something of a run on this machine alone. */
function refuseLocalOptions(parsed: ParsedArguments): void {
  const given = ["run-dir", "no-cache", "concurrency"].find((name) => parsed.values[name] !== undefined);
  if (given !== undefined)
    throw badArgument(`--${given} is for runs on this machine`, "leave it out, or leave --remote out");
}

function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw badArgument(`--concurrency: expected a number from 1, got ${text}`, usage);
  return Number(text);
}

async function runEntity(
  entity: CallableEntity,
  inputs: { readonly [name: string]: unknown },
  quiet: boolean,
  runOptions: LocalRunOptions,
): Promise<ReadonlyMap<string, unknown>> {
  const progress = new RunProgress(quiet);
  const stall = new Promise<never>((_resolve, reject) => {
    process.once("beforeExit", () => reject(runStalled(progress.running)));
  });
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    // Who asks twice does not want to wait for tasks that tidy up.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  };
  process.on("SIGINT", onInterrupt);
  try {
    const { signal } = interrupt;
    const run = runLocally(entity, inputs, { ...runOptions, signal, onEvent: (event) => progress.take(event) });
    return await Promise.race([run, stall]);
  } catch (error) {
    // A task that runs alone throws what the user's code threw.
    throw error instanceof TsflyteError
      ? error
      : taskFailed(describeEntity(entity), "", sourceOf(entity.embedded), error);
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}
