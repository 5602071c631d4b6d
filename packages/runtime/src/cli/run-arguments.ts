/** Which arguments of `tsflyte run` are whose. */
import { badArgument } from "../errors/cli.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { OptionSpecs } from "./command-line.ts";
import { isFlag } from "./input-arguments.ts";

/** `tsflyte run [OPTIONS] FILE [OPTIONS] ENTITY …` */
export interface RunArguments {
  /** The command's own options, from before the entity. */
  readonly own: readonly string[];
  readonly file: string | undefined;
  readonly entity: string | undefined;
  /** All that stands behind the entity. */
  readonly rest: readonly string[];
}

/** Splits at the entity: what stands before it is the command's own, what stands behind it may be an input. */
export function splitAtEntity(args: readonly string[], options: OptionSpecs): RunArguments {
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
    const next = args[index + 1];
    if (takesValue(argument, options) && next !== undefined) {
      own.push(next);
      index++;
    }
  }
  return { own, file: positionals[0], entity: positionals[1], rest: args.slice(index) };
}

/** Behind the entity an option is an input if the entity has one of its name, else the command's own. */
export function splitInputs(
  args: readonly string[],
  options: OptionSpecs,
  inputs: VariablesSchema,
): { readonly inputArgs: readonly string[]; readonly own: readonly string[] } {
  const inputArgs: string[] = [];
  const own: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const name = optionName(argument, options);
    const isOwn = name !== undefined && (!argument.startsWith("--") || !namesInput(name, inputs));
    if (isOwn && name === "root")
      throw badArgument(
        "--root stands behind the entity, and is needed before anything is loaded",
        `write tsflyte run --root DIR FILE ENTITY`,
      );
    (isOwn ? own : inputArgs).push(argument);
    // A value belongs to its option, whatever it looks like.
    const next = args[index + 1];
    if (next === undefined) continue;
    if (isOwn ? takesValue(argument, options) : isSeparateValue(argument, next, inputs)) {
      (isOwn ? own : inputArgs).push(next);
      index++;
    }
  }
  return { inputArgs, own };
}

/** Whether an option is an input, or the negation of one: `--no-cache` of an input `cache`. */
function namesInput(name: string, inputs: VariablesSchema): boolean {
  if (Object.hasOwn(inputs.properties, name)) return true;
  const negated = name.startsWith("no-") ? inputs.properties[name.slice(3)] : undefined;
  return negated !== undefined && isFlag(negated, inputs);
}

/** Whether an argument behind an input is its value; what is wrong about that, if anything, is found later. */
function isSeparateValue(argument: string, next: string, inputs: VariablesSchema): boolean {
  if (!argument.startsWith("--") || argument.includes("=") || next.startsWith("--")) return false;
  const name = argument.slice(2);
  const schema = Object.hasOwn(inputs.properties, name) ? inputs.properties[name] : undefined;
  return schema !== undefined && !isFlag(schema, inputs);
}

function takesValue(argument: string, options: OptionSpecs): boolean {
  const name = optionName(argument, options);
  return name !== undefined && options[name]?.type === "string" && !argument.includes("=");
}

/** The command's option that an argument is: `--name`, `--name=value` or `-n`. */
function optionName(argument: string, options: OptionSpecs): string | undefined {
  const long = /^--([^=]+)/.exec(argument)?.[1];
  if (long !== undefined) return Object.hasOwn(options, long) ? long : undefined;
  return Object.keys(options).find(
    (name) => options[name]?.short !== undefined && argument === `-${options[name].short}`,
  );
}
