import { badExecuteArgument } from "../errors/execute.ts";

/** The command line of a container. */
export interface ExecuteArguments {
  readonly inputs: string;
  readonly outputPrefix: string;
  readonly rawOutputPrefix: string;
  readonly checkpointPath?: string;
  readonly prevCheckpoint?: string;
  readonly resolver: string;
  readonly loaderArgs: readonly string[];
}

const options = [
  "--inputs",
  "--output-prefix",
  "--raw-output-data-prefix",
  "--checkpoint-path",
  "--prev-checkpoint",
  "--resolver",
] as const;

/** The resolver of a task that names none: by module and constant. */
const defaultResolver = "tsflyte.default";

/** Reads the command line. A template that the platform did not fill in is an option that was not given. */
export function parseArguments(argv: readonly string[]): ExecuteArguments {
  const given = new Map<string, string>();
  let at = 0;
  for (; at < argv.length; at++) {
    const argument = argv[at] ?? "";
    if (argument === "--" || !argument.startsWith("-")) break;
    const equals = argument.indexOf("=");
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!options.some((option) => option === name)) throw badExecuteArgument(`The option ${name} is unknown`);
    const value = equals < 0 ? argv[++at] : argument.slice(equals + 1);
    if (value === undefined || value === "--") throw badExecuteArgument(`The option ${name} has no value`);
    if (given.has(name)) throw badExecuteArgument(`The option ${name} is given twice`);
    given.set(name, value);
  }
  const loaderArgs = argv.slice(argv[at] === "--" ? at + 1 : at);
  const filled = (name: (typeof options)[number]): string | undefined => {
    const value = given.get(name);
    return value === undefined || value === "" || value === '""' || /^\{\{.*\}\}$/.test(value) ? undefined : value;
  };
  const inputs = filled("--inputs");
  const outputPrefix = filled("--output-prefix")?.replace(/(?<=.)\/+$/, "");
  if (inputs === undefined) throw badExecuteArgument("The option --inputs is missing");
  if (outputPrefix === undefined) throw badExecuteArgument("The option --output-prefix is missing");
  if (loaderArgs.length === 0) throw badExecuteArgument("Nothing behind -- says which task to run");
  const checkpointPath = filled("--checkpoint-path");
  const prevCheckpoint = filled("--prev-checkpoint");
  return {
    inputs,
    outputPrefix,
    rawOutputPrefix: filled("--raw-output-data-prefix") ?? `${outputPrefix}/raw`,
    ...(checkpointPath === undefined ? {} : { checkpointPath }),
    ...(prevCheckpoint === undefined ? {} : { prevCheckpoint }),
    resolver: filled("--resolver") ?? defaultResolver,
    loaderArgs,
  };
}
