import { describeEntity, sourceOf } from "../graph/index.ts";
import { encodeDefault } from "../graph/recording.ts";
import type { Literal, Parameter } from "../model/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";

/** An input of a workflow as a parameter of its launch plans. */
export function inputParameter(workflow: CompilableWorkflow, name: string): Parameter {
  const variable = workflow.interface.inputs[name];
  if (variable === undefined) throw new Error(`${workflow.name} has no input ${name}`);
  const query = Object.hasOwn(workflow.options.queries ?? {}, name) ? workflow.options.queries?.[name] : undefined;
  if (query !== undefined) return { var: variable, behavior: { kind: "artifact-query", artifact: query.artifact } };
  const literal = defaultLiteral(workflow, name);
  return { var: variable, behavior: literal === undefined ? { kind: "required" } : { kind: "default", literal } };
}

/** Unlike in a binding, a default of null stands bare, without the union around it. */
export function bareNull(literal: Literal): Literal {
  return literal.kind === "union" && literal.value.kind === "none" ? literal.value : literal;
}

/** The default of an input. One that can be null needs no value, so null is its default. */
function defaultLiteral(workflow: CompilableWorkflow, variable: string): Literal | undefined {
  const { inputs } = workflow.embedded;
  const schema = inputs.properties[variable];
  const type = workflow.interface.inputs[variable]?.type;
  if (schema === undefined || type === undefined) return undefined;
  const place = {
    entity: describeEntity(workflow),
    role: "input" as const,
    variable,
    source: sourceOf(workflow.embedded),
  };
  const literal = encodeDefault(schema, inputs, place);
  if (literal !== undefined) return bareNull(literal);
  const optional =
    type.kind === "union" && type.variants.some((variant) => variant.kind === "simple" && variant.simple === "none");
  return optional ? { kind: "none" } : undefined;
}
