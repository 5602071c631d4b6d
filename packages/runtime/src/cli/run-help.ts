import { type CallableEntity, describeEntity } from "../graph/index.ts";
import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { describeSchema } from "../types/index.ts";
import { type OptionSpecs, optionLines } from "./command-line.ts";

/** The entities of a file, with the first line of their descriptions. */
export function entitiesHelp(file: string, entities: readonly CallableEntity[], options: OptionSpecs): string {
  const width = Math.max(0, ...entities.map(({ embedded }) => embedded.name.length));
  const lines = entities.map(({ kind, embedded }) =>
    `  ${embedded.name.padEnd(width)}  ${kind.padEnd(8)}  ${embedded.docs?.short ?? ""}`.trimEnd(),
  );
  return [
    `usage: tsflyte run ${file} ENTITY [--INPUT VALUE]…`,
    "",
    "entities:",
    ...lines,
    "",
    "options:",
    ...optionLines(options),
  ].join("\n");
}

/** The inputs of an entity, one option each, with type, default and description. */
export function inputsHelp(file: string, entity: CallableEntity, options: OptionSpecs): string {
  const { inputs, docs } = entity.embedded;
  const required = new Set(inputs.required);
  const rows = Object.entries(inputs.properties).map(([name, schema]) => ({
    left: `--${name} ${placeholder(schema, inputs)}`,
    right: [
      schema.description,
      `${describeSchema(schema, inputs).replace(/^an? /, "")}; ${obligation(schema, required.has(name))}`,
    ]
      .filter((text) => text !== undefined && text !== "")
      .join("; "),
  }));
  const width = Math.max(0, ...rows.map(({ left }) => left.length));
  return [
    `usage: tsflyte run ${file} ${entity.embedded.name} [--INPUT VALUE]…`,
    "",
    ...[
      `${describeEntity(entity)}${docs?.short === undefined ? "" : `: ${docs.short}`}`,
      ...(docs?.long === undefined ? [] : ["", docs.long]),
    ],
    "",
    ...(rows.length === 0
      ? ["It has no inputs."]
      : ["inputs:", ...rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`)]),
    "",
    "options:",
    ...optionLines(options),
  ].join("\n");
}

function obligation(schema: Schema, required: boolean): string {
  if (schema.default !== undefined) return `default ${JSON.stringify(schema.default)}`;
  return required ? "required" : "optional";
}

function placeholder(schema: Schema, root: VariablesSchema): string {
  const text = describeSchema(schema, root);
  if (text === "a boolean") return "[true|false]";
  if (text === "an integer" || text === "a number" || text === "a bigint") return "NUMBER";
  if (text === "a Date") return "DATE";
  if (text.startsWith("a FlyteFile")) return "PATH";
  return text === "a string" ? "TEXT" : text.startsWith("one of") ? "VALUE" : "JSON";
}
