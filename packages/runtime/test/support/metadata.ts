/** Metadata by hand: what the transformer would embed, for tests that define tasks and workflows without it. */
import type { DocsMetadata, Json, Metadata, MetadataKind, Schema, VariablesSchema } from "../../src/metadata/index.ts";

export const int: Schema = { type: "integer" };
export const float: Schema = { type: "number" };
export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const date: Schema = { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
export const nothing: Schema = { type: "null" };

/** `T[]` */
export function list(items: Schema): Schema {
  return { type: "array", items };
}

/** `[A, B]` inside a value. */
export function tuple(...items: readonly Schema[]): Schema {
  return { type: "array", prefixItems: items, items: false, minItems: items.length, maxItems: items.length };
}

/** `Record<string, T>` */
export function record(values: Schema): Schema {
  return { type: "object", additionalProperties: values };
}

/** A named object type; every field is required. */
export function struct(title: string, properties: { readonly [name: string]: Schema }): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false, title };
}

/** `A | B` */
export function union(...members: readonly Schema[]): Schema {
  return { anyOf: members };
}

/** `T | null` */
export function nullable(schema: Schema): Schema {
  return union(schema, nothing);
}

/** A parameter that may be left out and has no default of its own. */
export function optional(schema: Schema): Schema {
  return union(schema, { type: "null", "x-flyte": { type: "undefined" } });
}

/** A parameter with a literal default. */
export function withDefault(schema: Schema, value: Json): Schema {
  return { ...schema, default: value };
}

/** `FlyteFile<format>` */
export function file(format: string): Schema {
  return {
    type: "object",
    properties: { path: { type: "string" } },
    required: ["path"],
    "x-flyte": { type: "file", format },
  };
}

type Variables = { readonly [name: string]: Schema };

/** What a function gives. */
export type Result =
  | { readonly style: "none" }
  | { readonly style: "value"; readonly schema: Schema }
  | { readonly style: "tuple" | "object"; readonly schemas: Variables };

/** `void` */
export const none: Result = { style: "none" };

/** One output, `o0`. */
export function value(schema: Schema): Result {
  return { style: "value", schema };
}

/** A labelled tuple of outputs. */
export function tupleOf(schemas: Variables): Result {
  return { style: "tuple", schemas };
}

/** `Outputs<…>` */
export function outputsOf(schemas: Variables): Result {
  return { style: "object", schemas };
}

/** What a definition says beside its name and interface. */
export interface MetadataFacts {
  readonly kind?: MetadataKind;
  readonly inputStyle?: "positional" | "object";
  readonly docs?: DocsMetadata;
  readonly line?: number;
  readonly $defs?: Variables;
}

/** The metadata of the constant `name` of the module `flows`. */
export function metadata(name: string, inputs: Variables, result: Result, facts: MetadataFacts = {}): Metadata {
  const defs = facts.$defs === undefined ? {} : { $defs: facts.$defs };
  return {
    version: 1,
    kind: facts.kind ?? "task",
    module: "flows",
    name,
    source: { file: "flows.ts", line: facts.line ?? 1, column: 1 },
    ...(facts.docs === undefined ? {} : { docs: facts.docs }),
    inputStyle: facts.inputStyle ?? "positional",
    outputStyle: result.style,
    inputs: {
      ...variables(
        inputs,
        Object.keys(inputs).filter((key) => !canBeLeftOut(inputs[key])),
      ),
      ...defs,
    },
    outputs: { ...outputs(result), ...defs },
  };
}

function canBeLeftOut(schema: Schema | undefined): boolean {
  const undefinedMember = schema?.anyOf?.some((member) => member["x-flyte"]?.type === "undefined") ?? false;
  return schema?.default !== undefined || undefinedMember;
}

function outputs(result: Result): VariablesSchema {
  switch (result.style) {
    case "none":
      return variables({}, []);
    case "value":
      return variables({ o0: result.schema }, ["o0"]);
    case "tuple":
    case "object":
      return variables(result.schemas, Object.keys(result.schemas));
  }
}

function variables(properties: Variables, required: readonly string[]): VariablesSchema {
  return { type: "object", properties, required, additionalProperties: false };
}
