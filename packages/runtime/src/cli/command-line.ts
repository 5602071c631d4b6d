/** Reading arguments: a thin layer over Node's own parser that turns its complaints into this library's errors. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { badArgument } from "../errors/cli.ts";
import { TsflyteError } from "../errors/index.ts";
import { nearest } from "../errors/nearest.ts";

/** What an option is, with what `--help` says of it. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** The placeholder of its value: `IMAGE`. */
  readonly value?: string;
  readonly help: string;
}

/** Options by name, without the dashes. */
export interface OptionSpecs {
  readonly [name: string]: OptionSpec;
}

/** Parsed arguments. */
export interface ParsedArguments {
  readonly values: { readonly [name: string]: string | boolean | readonly (string | boolean)[] | undefined };
  readonly positionals: readonly string[];
}

/** Parses the arguments of a command; throws `bad-argument` for one that it does not have. */
export function parseCommandLine(command: string, args: readonly string[], options: OptionSpecs): ParsedArguments {
  const config: ParseArgsConfig = {
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { type, short, multiple }]) => [
        name,
        { type, ...(short === undefined ? {} : { short }), ...(multiple === undefined ? {} : { multiple }) },
      ]),
    ),
    allowPositionals: true,
    strict: true,
    tokens: true,
  };
  try {
    const { values, positionals, tokens } = parseArgs(config);
    refuseRepeated(tokens ?? [], options);
    return { values, positionals };
  } catch (error) {
    if (error instanceof TsflyteError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const unknown = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? /'(-[^']+)'/.exec(message)?.[1] : undefined;
    const near = unknown === undefined ? undefined : nearest(unknown.replace(/^-+/, ""), Object.keys(options));
    // Node's text ends in hints about "--" and "=" that are worded for programmers.
    const text = unknown === undefined ? (message.split(". ")[0] ?? message) : `there is no option ${unknown}`;
    throw badArgument(
      text,
      near === undefined ? `tsflyte ${command} --help lists the options` : `did you mean --${near}?`,
    );
  }
}

/** An option that can be given once and is given twice says two things. */
function refuseRepeated(
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  options: OptionSpecs,
): void {
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== "option" || name === undefined || options[name]?.type !== "string") continue;
    if (seen.has(name) && options[name].multiple !== true) {
      throw badArgument(`--${name} is given twice`, "give it once");
    }
    seen.add(name);
  }
}

/** One option's text value. */
export function textOption(parsed: ParsedArguments, name: string): string | undefined {
  const value = parsed.values[name];
  return typeof value === "string" ? value : undefined;
}

/** A repeatable option's text values. */
export function textOptions(parsed: ParsedArguments, name: string): readonly string[] {
  const value = parsed.values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The help of a command: usage, what is particular to it, options. */
export function commandHelp(usage: string, options: OptionSpecs, middle: readonly string[] = []): string {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => {
    const dashes = `${short === undefined ? "    " : `-${short}, `}--${name}`;
    return { left: value === undefined ? dashes : `${dashes} ${value}`, help };
  });
  const body = middle.length === 0 ? [] : [...middle, ""];
  return [`usage: ${usage}`, "", ...body, "options:", ...alignRows(rows)].join("\n");
}

/** Two columns of help. */
export function alignRows(rows: readonly { readonly left: string; readonly help: string }[]): readonly string[] {
  const width = Math.max(0, ...rows.map(({ left }) => left.length));
  return rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
}
