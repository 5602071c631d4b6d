/** Reading arguments: a thin layer over Node's own parser that turns its complaints into this library's errors. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { badArgument } from "../errors/cli.ts";

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
  };
  try {
    const { values, positionals } = parseArgs(config);
    return { values, positionals };
  } catch (error) {
    // Node's text ends in a hint about "--" that does not help here.
    const text =
      error instanceof Error ? error.message.replace(/\. To specify a positional argument.*$/s, "") : String(error);
    throw badArgument(text, `tsflyte ${command} --help lists the options`);
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

/** Help lines of options: name, placeholder, text. */
export function optionLines(options: OptionSpecs): readonly string[] {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => {
    const dashes = `${short === undefined ? "    " : `-${short}, `}--${name}`;
    return { left: value === undefined ? dashes : `${dashes} ${value}`, help };
  });
  const width = Math.max(0, ...rows.map(({ left }) => left.length));
  return rows.map(({ left, help }) => `  ${left.padEnd(width)}  ${help}`);
}
