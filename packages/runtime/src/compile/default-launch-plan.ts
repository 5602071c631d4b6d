import { describeEntity, sourceOf } from "../graph/index.ts";
import { encodeDefault } from "../graph/recording.ts";
import type { LaunchPlan, Literal, Parameter } from "../model/index.ts";
import { identifierOf, type SerializationSettings } from "../settings/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";

/** The launch plan of a workflow's own name: its inputs with their defaults, and nothing fixed. */
export function defaultLaunchPlan(workflow: CompilableWorkflow, settings: SerializationSettings): LaunchPlan {
  return {
    id: identifierOf("launch-plan", workflow.name, settings),
    spec: {
      workflowId: identifierOf("workflow", workflow.name, settings),
      defaultInputs: Object.fromEntries(
        Object.keys(workflow.interface.inputs).map((name) => [name, parameter(workflow, name)]),
      ),
      fixedInputs: {},
      labels: workflow.options.defaultOptions?.labels ?? {},
      annotations: workflow.options.defaultOptions?.annotations ?? {},
      rawOutputDataPrefix: "",
      notifications: [],
      maxParallelism: 0,
      overwriteCache: false,
    },
  };
}

function parameter(workflow: CompilableWorkflow, name: string): Parameter {
  const variable = workflow.interface.inputs[name];
  if (variable === undefined) throw new Error(`${workflow.name} has no input ${name}`);
  const literal = defaultLiteral(workflow, name);
  return { var: variable, behavior: literal === undefined ? { kind: "required" } : { kind: "default", literal } };
}

/**
 * The default of an input. One that can be null needs no value, so null is its default; unlike in a binding, a default of
 * null stands bare, without the union around it.
 */
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
  if (literal !== undefined) return literal.kind === "union" && literal.value.kind === "none" ? literal.value : literal;
  const optional =
    type.kind === "union" && type.variants.some((variant) => variant.kind === "simple" && variant.simple === "none");
  return optional ? { kind: "none" } : undefined;
}
