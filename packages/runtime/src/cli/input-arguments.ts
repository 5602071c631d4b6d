/** The options behind an entity's name, as texts: `--name value`, `--name=value`, `--flag`, `--no-flag`. */
import { badArgument, type InputProblem } from "../errors/cli.ts";
import { nearest } from "../errors/nearest.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { describeSchema, readForm } from "../types/index.ts";

/** What was given, by input: a text to read, or a flag that says it all. */
export interface GivenInputs {
  readonly given: ReadonlyMap<string, string | boolean>;
  readonly problems: readonly InputProblem[];
}

/** Tells the arguments apart. A boolean input is a flag: `--loud`, `--no-loud`, or with `true` or `false` behind it. */
export function readInputArguments(args: readonly string[], inputs: VariablesSchema): GivenInputs {
  const given = new Map<string, string | boolean>();
  const problems: InputProblem[] = [];
  const give = (name: string, value: string | boolean): void => {
    if (given.has(name)) problems.push({ input: name, text: "it is given twice" });
    given.set(name, value);
  };
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match === null) throw strayArgument(argument);
    const [, name = "", inline] = match;
    const next = args[index + 1];
    const value = next?.startsWith("--") === true ? undefined : next;
    const schema = schemaOf(name, inputs);
    if (schema !== undefined) {
      if (inline !== undefined) give(name, inline);
      else if (isFlag(schema, inputs) && !/^(?:true|false|1|0)$/.test(value ?? "")) give(name, true);
      else if (value === undefined) problems.push({ input: name, text: needsValue(name, schema, inputs, next) });
      else {
        give(name, value);
        index++;
      }
      continue;
    }
    const negated = name.startsWith("no-") ? schemaOf(name.slice(3), inputs) : undefined;
    if (negated !== undefined && inline === undefined && isFlag(negated, inputs)) give(name.slice(3), false);
    else {
      problems.push({ input: name, text: unknownInput(name, inputs) });
      if (inline === undefined && value !== undefined) index++;
    }
  }
  return { given, problems };
}

/** What is wrong about the name of an input that there is not. */
export function unknownInput(name: string, inputs: VariablesSchema): string {
  const known = Object.keys(inputs.properties);
  if (known.length === 0) return "there are no inputs";
  const near = nearest(name.replaceAll("-", ""), known);
  return `there is no such input; ${near === undefined ? `the inputs are ${known.join(", ")}` : `did you mean --${near}?`}`;
}

function schemaOf(name: string, inputs: VariablesSchema): Schema | undefined {
  return Object.hasOwn(inputs.properties, name) ? inputs.properties[name] : undefined;
}

/** Whether an input is a boolean, or one that may be left out. */
export function isFlag(schema: Schema, inputs: VariablesSchema): boolean {
  const form = readForm(schema, inputs);
  if (form.kind !== "union") return form.kind === "boolean";
  const members = form.variants.map((variant) => readForm(variant, inputs).kind).filter((kind) => kind !== "none");
  return members.length === 1 && members[0] === "boolean";
}

function needsValue(name: string, schema: Schema, inputs: VariablesSchema, next: string | undefined): string {
  const text = `expected ${describeSchema(schema, inputs)} behind it`;
  return next === undefined ? text : `${text}, got the option ${next} (a value with dashes: --${name}=${next})`;
}

function strayArgument(argument: string): Error {
  return badArgument(
    `unexpected argument ${JSON.stringify(argument)}`,
    "inputs are given as --name value, and --name=value where the value starts with --",
  );
}
