import { type CallableEntity, describeEntity } from "../graph/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { afterShort, describeSchema, type Form, readForm } from "../types/index.ts";
import { alignRows, commandHelp, type OptionSpecs } from "./command-line.ts";
import { isRequired } from "./entity-inputs.ts";
import { isFlag } from "./input-arguments.ts";

/** The entities of a file, with the first line of their descriptions. */
export function entitiesHelp(file: string, entities: readonly CallableEntity[], options: OptionSpecs): string {
  const width = Math.max(0, ...entities.map(({ lhs }) => lhs.length));
  const lines = entities.map(({ kind, lhs, embedded }) =>
    `  ${lhs.padEnd(width)}  ${kind.padEnd(8)}  ${embedded.docs?.short ?? ""}`.trimEnd(),
  );
  return commandHelp(`tsflyte run ${file} ENTITY [--INPUT VALUE]…`, options, ["entities:", ...lines]);
}

/** The inputs of an entity, one option each, with type, default and description. */
export function inputsHelp(file: string, entity: CallableEntity, options: OptionSpecs): string {
  const { lhs: name, embedded } = entity;
  const { inputs, docs } = embedded;
  const long = afterShort(docs);
  const rows = Object.entries(inputs.properties).map(([input, schema]) => inputRow(input, schema, inputs));
  const clashes = Object.keys(inputs.properties).filter((input) => Object.hasOwn(options, input));
  return commandHelp(`tsflyte run ${file} ${name} [--INPUT VALUE]…`, options, [
    `${describeEntity(entity)}${docs?.short === undefined ? "" : `: ${docs.short}`}`,
    ...(long === undefined ? [] : ["", long]),
    "",
    ...(rows.length === 0 ? ["It has no inputs."] : ["inputs:", ...alignRows(rows)]),
    ...(clashes.length === 0
      ? []
      : ["", `Behind ${name}, ${clashes.map((clash) => `--${clash}`).join(", ")} is the input, before it the option.`]),
  ]);
}

function inputRow(
  name: string,
  schema: Schema,
  inputs: VariablesSchema,
): { readonly left: string; readonly help: string } {
  const type = describeSchema(schema, inputs).replace(/^an? /, "");
  const texts = [schema.description, type, obligation(schema, inputs)];
  return {
    left: isFlag(schema, inputs) ? `--[no-]${name}` : `--${name} ${placeholder(readForm(schema, inputs))}`,
    help: texts.filter((text) => text !== undefined && text !== "").join("; "),
  };
}

function obligation(schema: Schema, inputs: VariablesSchema): string {
  if (schema.default !== undefined) return `default ${JSON.stringify(schema.default)}`;
  return isRequired(schema, inputs) ? "required" : "optional";
}

function placeholder(form: Form): string {
  switch (form.kind) {
    case "integer":
    case "bigint":
    case "float":
      return "NUMBER";
    case "datetime":
    case "instant":
    case "date":
      return "DATE";
    case "file":
    case "directory":
    case "dataset":
      return "PATH";
    case "string":
      return "TEXT";
    case "array":
    case "tuple":
    case "record":
    case "struct":
    case "error":
    case "json":
      return "JSON";
    case "boolean":
    case "none":
    case "values":
    case "union":
    case "pickle":
    case "duration":
    case "url":
    case "bytes":
    case "codec":
      return "VALUE";
    default:
      return form satisfies never;
  }
}
