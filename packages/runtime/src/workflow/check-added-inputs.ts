import { invalidOption } from "../errors/options.ts";
import { missingVariables, unknownVariables } from "../errors/values.ts";
import { type CallableEntity, describeEntity, sourceOf } from "../graph/index.ts";
import { checkBasicValues } from "../literals/check-basic-values.ts";
import { describeSchema } from "../types/index.ts";
import { isLaunchPlan } from "./compilable-workflow.ts";
import { valuesIn } from "./imperative-value.ts";
import { refuseFixed } from "./launch-plan-arguments.ts";

/** The inputs of an addition, with those of a launch plan that have a default there. Throws for names and values that do not fit. */
export function checkAddedInputs(
  entity: CallableEntity,
  inputs: { readonly [input: string]: unknown },
  where: string,
): { readonly [input: string]: unknown } {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) {
    throw invalidOption(where, "the inputs as one object", inputs);
  }
  if (isLaunchPlan(entity)) for (const name of Object.keys(inputs)) refuseFixed(entity, name);
  const given = isLaunchPlan(entity) ? entity.withDefaults(inputs) : inputs;
  const schema = entity.embedded.inputs;
  const place = { entity: describeEntity(entity), role: "input" as const, source: sourceOf(entity.embedded) };
  const names = Object.keys(schema.properties);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw unknownVariables(place, unknown, names);
  const missing = schema.required.filter((name) => given[name] === undefined);
  if (missing.length > 0) {
    const types = missing.map((name) => ({ name, type: describeSchema(schema.properties[name] ?? {}, schema) }));
    throw missingVariables(place, types);
  }
  const constants = Object.entries(given).filter(([, value]) => value !== undefined && valuesIn(value).length === 0);
  checkBasicValues(schema, Object.fromEntries(constants), place);
  return given;
}
