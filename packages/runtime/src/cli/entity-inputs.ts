/** The options of an entity: `--name value`, one an input, beside a file of inputs. */
import { existsSync, readFileSync } from "node:fs";
import { badArgument, badInputText } from "../errors/cli.ts";
import { pathNotFound } from "../errors/load.ts";
import { unknownVariables } from "../errors/values.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import type { Json } from "../metadata/index.ts";
import { readForm } from "../types/index.ts";
import { valueFromJson, valueFromText } from "./input-text.ts";

/**
 * Reads what stands behind the entity's name. A boolean input is a flag: `--dry-run`, `--no-dry-run`, or with `true` or
 * `false` behind it. Arguments win over the file.
 */
export function readInputs(
  entity: CallableEntity,
  args: readonly string[],
  inputsFile: string | undefined,
): { readonly [name: string]: unknown } {
  const { inputs } = entity.embedded;
  const values = new Map<string, unknown>(inputsFile === undefined ? [] : readInputsFile(entity, inputsFile));
  const place = (variable: string) => ({
    entity: describeEntity(entity),
    role: "input" as const,
    variable,
    source: sourceOf(entity.embedded),
  });
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match === null)
      throw badArgument(`unexpected argument ${JSON.stringify(argument)}`, "inputs are given as --name value");
    const [, name = "", inline] = match;
    const negated = name.startsWith("no-") && !Object.hasOwn(inputs.properties, name) ? name.slice(3) : undefined;
    const schema = Object.hasOwn(inputs.properties, negated ?? name) ? inputs.properties[negated ?? name] : undefined;
    if (schema === undefined) {
      const { entity: text, role, source } = place(name);
      throw unknownVariables({ entity: text, role, source }, [name], Object.keys(inputs.properties));
    }
    const isFlag = readForm(schema, inputs).kind === "boolean";
    if (negated !== undefined) {
      if (!isFlag || inline !== undefined) throw badArgument(`--${name} is no flag`, `--${negated} takes a value`);
      values.set(negated, false);
      continue;
    }
    const next = args[index + 1];
    if (isFlag && inline === undefined && !/^(true|false|1|0)$/.test(next ?? "")) {
      values.set(name, true);
      continue;
    }
    if (inline === undefined && next === undefined) throw badInputText(name, "a value behind it", "");
    if (inline === undefined) index++;
    values.set(name, valueFromText(inline ?? next ?? "", schema, inputs, place(name)));
  }
  return Object.fromEntries(values);
}

function readInputsFile(entity: CallableEntity, path: string): readonly (readonly [string, unknown])[] {
  if (path !== "-" && !existsSync(path)) throw pathNotFound(path);
  const text = readFileSync(path === "-" ? 0 : path, "utf8");
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw badArgument(
      `--inputs-file ${path}: it is no JSON: ${error instanceof Error ? error.message : String(error)}`,
      'write {"input": value}',
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw badArgument(`--inputs-file ${path}: expected one JSON object`, 'write {"input": value}');
  }
  const { inputs } = entity.embedded;
  const place = { entity: describeEntity(entity), role: "input" as const, source: sourceOf(entity.embedded) };
  return Object.entries(json).map(([name, value]) => {
    const schema = Object.hasOwn(inputs.properties, name) ? inputs.properties[name] : undefined;
    if (schema === undefined) throw unknownVariables(place, [name], Object.keys(inputs.properties));
    return [name, valueFromJson(value as Json, schema, inputs, { ...place, variable: name })];
  });
}
