/** The inputs of an entity: options of the command line over a file of inputs. */
import { readFileSync } from "node:fs";
import { badArgument, badInputs, type InputProblem } from "../errors/cli.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { codecOf, Outbox } from "../literals/index.ts";
import type { Json, JsonObject, Schema, VariablesSchema } from "../metadata/index.ts";
import { deref, describeSchema, noStorage } from "../types/index.ts";
import { readInputArguments, unknownInput } from "./input-arguments.ts";
import { type InputAttempt, parseJson, valueFromJson } from "./input-json.ts";
import { valueFromText } from "./input-text.ts";

/**
 * Reads what stands behind the entity's name, and the file of inputs, which the arguments win over. Throws one error for
 * everything that is missing, unknown or wrong.
 *
 * @param remedy what the error says to do
 */
export function readInputs(
  entity: CallableEntity,
  args: readonly string[],
  inputsFile: string | undefined,
  remedy: string,
): { readonly [name: string]: unknown } {
  const { inputs } = entity.embedded;
  const { given, problems: argumentProblems } = readInputArguments(args, inputs);
  const values = new Map<string, unknown>();
  const problems: InputProblem[] = [...argumentProblems];
  const take = (name: string, attempt: InputAttempt): void => {
    if (attempt.kind === "value") values.set(name, attempt.value);
    else problems.push(...attempt.problems.map((text) => ({ input: name, text })));
  };
  const stored = inputsFile === undefined ? {} : readInputsFile(inputsFile);
  for (const [name, json] of Object.entries(stored)) {
    const schema = Object.hasOwn(inputs.properties, name) ? inputs.properties[name] : undefined;
    if (schema === undefined) problems.push({ input: name, text: unknownInput(name, inputs) });
    else if (!given.has(name)) take(name, valueFromJson(json, schema, inputs));
  }
  for (const [name, value] of given) {
    const schema = inputs.properties[name] ?? {};
    take(name, typeof value === "boolean" ? { kind: "value", value } : valueFromText(value, schema, inputs));
  }
  const known = new Set([...values.keys(), ...problems.map(({ input }) => input)]);
  for (const [name, schema] of Object.entries(inputs.properties)) {
    if (known.has(name) || !isRequired(schema, inputs)) continue;
    problems.push({ input: name, text: `it is missing, and has no default (${describeSchema(schema, inputs)})` });
  }
  if (problems.length > 0) throw badInputs(describeEntity(entity), sourceOf(entity.embedded), problems, remedy);
  return Object.fromEntries(values);
}

/** Whether an input must be given: it has no default, and cannot be null. */
export function isRequired(schema: Schema, inputs: VariablesSchema): boolean {
  if (schema.default !== undefined) return false;
  const { problems } = codecOf(deref(schema, inputs), inputs).tryEncode(undefined, new Outbox(noStorage));
  return problems.length > 0;
}

function readInputsFile(path: string): JsonObject {
  const remedy = 'write {"input": value}';
  let json: Json;
  try {
    json = parseJson(readFileSync(path === "-" ? 0 : path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const what = error instanceof SyntaxError ? "it is no JSON" : "it cannot be read";
    throw badArgument(`--inputs-file ${path}: ${what}: ${reason}`, remedy);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw badArgument(`--inputs-file ${path}: expected one JSON object`, remedy);
  }
  return json as JsonObject;
}
