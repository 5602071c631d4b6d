/** The templates in a container's command, as the platform fills them in. */
import type { Literal } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { literalFromIdl } from "../../idl/index.ts";
import { durationText, instantText } from "./go-text.ts";

/** What templates stand for. */
export interface TemplateValues {
  readonly input: string;
  readonly outputPrefix: string;
  readonly rawOutputDataPrefix: string;
  readonly checkpointOutputPrefix: string;
  /** Two quotation marks where there is none. */
  readonly prevCheckpointPrefix: string;
  readonly perRetryUniqueKey: string;
  readonly taskTemplatePath: string;
  readonly inputs: { readonly [name: string]: Literal };
}

const template = /\{\{\s*\.([A-Za-z_][\w.]*)\s*\}\}/g;

/** A part of a command with what its templates stand for; what is unknown stays as it is. */
export function fillTemplate(text: string, values: TemplateValues): string {
  return text.replace(template, (found, name: string) => {
    if (name.startsWith("inputs.")) {
      const input = name.slice("inputs.".length);
      const literal = Object.hasOwn(values.inputs, input) ? values.inputs[input] : undefined;
      return (literal === undefined ? undefined : literalText(literal)) ?? found;
    }
    const value = Object.hasOwn(values, name) ? values[name as keyof TemplateValues] : undefined;
    return typeof value === "string" ? value : found;
  });
}

/** A literal as text: primitives by their values, files by where they lie, lists with commas. */
function literalText(idl: Literal): string | undefined {
  const { value } = idl;
  if (value.case === "collection") {
    const items = value.value.literals.map(literalText);
    return items.some((item) => item === undefined) ? undefined : `[${items.join(",")}]`;
  }
  if (value.case !== "scalar") return undefined;
  const scalar = value.value.value;
  if (scalar.case === "union") return scalar.value.value === undefined ? undefined : literalText(scalar.value.value);
  if (scalar.case === "schema") return scalar.value.uri;
  const literal = literalFromIdl(idl);
  switch (literal.kind) {
    case "integer":
    case "float":
    case "boolean":
    case "string":
      return String(literal.value);
    case "datetime":
      return instantText(literal.value);
    case "duration": {
      const seconds = Number(literal.value.seconds) + literal.value.nanos / 1e9;
      return durationText(seconds);
    }
    case "blob":
    case "structured-dataset":
      return literal.uri;
    case "none":
      return "";
    case "generic":
      return JSON.stringify(literal.value);
    default:
      return undefined;
  }
}
