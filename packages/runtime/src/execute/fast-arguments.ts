import { badFastArgument } from "../errors/code-archives.ts";

/** The command line of a container that fetches its code. */
export interface FastArguments {
  readonly uri: string;
  /** The folder that the code is unpacked into. */
  readonly destination: string;
  readonly command: readonly string[];
}

const options: readonly string[] = ["--additional-distribution", "--dest-dir"];

/** Reads the command line. A template that nobody filled in is an option that was not given. */
export function parseFastArguments(argv: readonly string[]): FastArguments {
  const given = new Map<string, string>();
  let at = 0;
  for (; at < argv.length && (argv[at] ?? "").startsWith("-") && argv[at] !== "--"; at++) {
    const argument = argv[at] ?? "";
    const equals = argument.indexOf("=");
    const name = equals < 0 ? argument : argument.slice(0, equals);
    if (!options.includes(name)) throw badFastArgument(`The option ${name} is unknown`);
    const value = equals < 0 ? argv[++at] : argument.slice(equals + 1);
    if (value === undefined || value === "--") throw badFastArgument(`The option ${name} has no value`);
    if (given.has(name)) throw badFastArgument(`The option ${name} is given twice`);
    given.set(name, value);
  }
  const command = argv.slice(argv[at] === "--" ? at + 1 : at);
  const filled = (name: string): string | undefined => {
    const value = given.get(name);
    return value === undefined || value === "" || /^\{\{.*\}\}$/.test(value) ? undefined : value;
  };
  const uri = filled("--additional-distribution");
  if (uri === undefined) throw badFastArgument("The option --additional-distribution is missing, or was not filled in");
  if (command.length === 0) throw badFastArgument("Nothing behind -- says what to run");
  return { uri, destination: filled("--dest-dir") ?? ".", command };
}

/** The command, told where its code came from: what a dynamic task asks to be run needs the same. */
export function withCodeArchive({ uri, destination, command }: FastArguments): readonly string[] {
  const told = ["--dynamic-addl-distro", uri, "--dynamic-dest-dir", destination];
  const end = command.indexOf("--");
  const at = command.slice(0, end < 0 ? command.length : end).indexOf("--resolver");
  return at < 0 ? command : [...command.slice(0, at), ...told, ...command.slice(at)];
}
