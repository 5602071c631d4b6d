import { badExecuteArgument } from "../errors/execute.ts";
import type { TsflyteError } from "../errors/index.ts";

/** The command line of a container. */
export interface ExecuteArguments {
  readonly inputs: string;
  readonly outputPrefix: string;
  readonly rawOutputPrefix: string;
  readonly checkpointPath?: string;
  readonly prevCheckpoint?: string;
  /** The code that this container was started with, for the nodes of a dynamic task. */
  readonly codeArchive?: { readonly uri: string; readonly destination: string };
  readonly resolver: string;
  readonly loaderArgs: readonly string[];
}

const options = [
  "--inputs",
  "--output-prefix",
  "--raw-output-data-prefix",
  "--checkpoint-path",
  "--prev-checkpoint",
  "--dynamic-addl-distro",
  "--dynamic-dest-dir",
  "--resolver",
] as const;

/** Reads the command line. A template that the platform did not fill in is an option that was not given. */
export function parseArguments(
  argv: readonly string[],
  program: { readonly name: string; readonly defaultResolver: string },
): ExecuteArguments {
  const bad = (problem: string): TsflyteError => badExecuteArgument(problem, program.name);
  const given = new Map<string, string>();
  let at = 0;
  for (; at < argv.length; at++) {
    const argument = argv[at] ?? "";
    if (argument === "--" || !argument.startsWith("-")) break;
    const equals = argument.indexOf("=");
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!options.some((option) => option === name)) throw bad(`The option ${name} is unknown`);
    const value = equals < 0 ? argv[++at] : argument.slice(equals + 1);
    if (value === undefined || value === "--") throw bad(`The option ${name} has no value`);
    if (given.has(name)) throw bad(`The option ${name} is given twice`);
    given.set(name, value);
  }
  const loaderArgs = argv.slice(argv[at] === "--" ? at + 1 : at);
  const filled = (name: (typeof options)[number]): string | undefined => {
    const value = given.get(name);
    return value === undefined || value === "" || value === '""' || /^\{\{.*\}\}$/.test(value) ? undefined : value;
  };
  const inputs = filled("--inputs");
  const outputPrefix = filled("--output-prefix")?.replace(/(?<=.)\/+$/, "");
  if (inputs === undefined) throw bad("The option --inputs is missing");
  if (outputPrefix === undefined) throw bad("The option --output-prefix is missing");
  if (loaderArgs.length === 0) throw bad("Nothing behind -- says which task to run");
  const checkpointPath = filled("--checkpoint-path");
  const prevCheckpoint = filled("--prev-checkpoint");
  const codeUri = filled("--dynamic-addl-distro");
  const codeDestination = filled("--dynamic-dest-dir") ?? ".";
  return {
    inputs,
    outputPrefix,
    rawOutputPrefix: filled("--raw-output-data-prefix") ?? `${outputPrefix}/raw`,
    ...(checkpointPath === undefined ? {} : { checkpointPath }),
    ...(prevCheckpoint === undefined ? {} : { prevCheckpoint }),
    ...(codeUri === undefined ? {} : { codeArchive: { uri: codeUri, destination: codeDestination } }),
    resolver: filled("--resolver") ?? program.defaultResolver,
    loaderArgs,
  };
}
