import { badArgument } from "../errors/cli.ts";
import { entityNotFound } from "../errors/entities.ts";
import type { CallableEntity } from "../graph/index.ts";
import { loadModules } from "../load/index.ts";
import { type RunEvent, runLocally } from "../local/index.ts";
import { type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { readInputs } from "./entity-inputs.ts";
import { formatOutputs, toJson } from "./format-value.ts";
import { printNote, printResult } from "./print.ts";
import { entitiesHelp, inputsHelp } from "./run-help.ts";
import { useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  "inputs-file": {
    type: "string",
    value: "FILE",
    help: 'inputs as {"name": value} in a JSON file; - is standard input',
  },
  json: { type: "boolean", help: "print the outputs as one JSON object" },
  quiet: { type: "boolean", short: "q", help: "do not print what runs" },
  root: {
    type: "string",
    value: "DIR",
    help: "what module names are relative to (the tsconfig's rootDir, or its folder)",
  },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte run FILE ENTITY [--INPUT VALUE]…";

/** `tsflyte run FILE ENTITY --name value …`: runs a task or workflow on this machine. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const { own, file, name, rest } = splitArguments(args);
  const parsed = parseCommandLine("run", own, options);
  if (file === undefined) {
    if (parsed.values["help"] === true) return printResult(`usage: ${usage}`);
    throw badArgument("expected a file and an entity", usage);
  }
  useRoot(textOption(parsed, "root"));
  const entities = await loadModules([file]);
  if (name === undefined) {
    if (parsed.values["help"] === true) return printResult(entitiesHelp(file, entities, options));
    throw badArgument(`expected the name of an entity behind ${file}`, `it defines ${namesOf(entities)}`);
  }
  const entity = entities.find((item) => item.embedded.name === name || item.name === name);
  if (entity === undefined)
    throw entityNotFound(
      name,
      file,
      entities.map(({ embedded }) => embedded.name),
    );
  if (parsed.values["help"] === true) return printResult(inputsHelp(file, entity, options));
  const { inputArgs, flags } = splitInputs(entity, rest);
  const late = parseCommandLine("run", flags, options);
  if (late.values["help"] === true) return printResult(inputsHelp(file, entity, options));
  const inputs = readInputs(entity, inputArgs, textOption(late, "inputs-file") ?? textOption(parsed, "inputs-file"));
  const quiet = parsed.values["quiet"] === true || late.values["quiet"] === true;
  const outputs = await runLocally(entity, inputs, quiet ? {} : { onEvent: printEvent });
  const json = parsed.values["json"] === true || late.values["json"] === true;
  if (json) printResult(JSON.stringify(toJson(Object.fromEntries(outputs)), undefined, 2));
  else if (outputs.size > 0) printResult(formatOutputs(outputs));
}

/** The command's own options stand before the entity; what stands behind it belongs to the entity. */
function splitArguments(args: readonly string[]): {
  readonly own: readonly string[];
  readonly file: string | undefined;
  readonly name: string | undefined;
  readonly rest: readonly string[];
} {
  const own: string[] = [];
  const positionals: string[] = [];
  let index = 0;
  for (; index < args.length && positionals.length < 2; index++) {
    const argument = args[index] ?? "";
    if (!argument.startsWith("-") || argument === "-") {
      positionals.push(argument);
      continue;
    }
    own.push(argument);
    const spec = options[argument.replace(/^--/, "")];
    if (spec?.type === "string" && args[index + 1] !== undefined) own.push(args[++index] ?? "");
  }
  return { own, file: positionals[0], name: positionals[1], rest: args.slice(index) };
}

/** Behind the entity an option is an input if the entity has one of its name, else the command's own. */
function splitInputs(
  entity: CallableEntity,
  args: readonly string[],
): { readonly inputArgs: readonly string[]; readonly flags: readonly string[] } {
  const inputArgs: string[] = [];
  const flags: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const name = /^--([^=]+)/.exec(argument)?.[1] ?? (argument === "-h" ? "help" : argument === "-q" ? "quiet" : "");
    const isOwn = Object.hasOwn(options, name) && !Object.hasOwn(entity.embedded.inputs.properties, name);
    (isOwn ? flags : inputArgs).push(argument);
    if (isOwn && options[name]?.type === "string" && !argument.includes("=") && args[index + 1] !== undefined)
      flags.push(args[++index] ?? "");
  }
  return { inputArgs, flags };
}

function namesOf(entities: readonly CallableEntity[]): string {
  return entities.length === 0 ? "no task and no workflow" : entities.map(({ embedded }) => embedded.name).join(", ");
}

function printEvent(event: RunEvent): void {
  const text = eventText(event);
  if (text !== undefined) printNote(text);
}

function eventText(event: RunEvent): string | undefined {
  const node = event.node === "" ? event.entity : `${event.node} ${event.entity}`;
  switch (event.kind) {
    case "node-started":
      return undefined;
    case "node-succeeded":
      return `  ok   ${node} (${Math.round(event.milliseconds)} ms)`;
    case "node-retried":
      return `  redo ${node}: ${event.error instanceof Error ? event.error.message : String(event.error)}`;
    case "node-failed":
      return `  FAIL ${node}`;
  }
}
