/**
 * Checks what a type's codec does not: lengths, limits, patterns and formats. The validator is loaded when the first schema that
 * says such a thing is met.
 */
import { wrongTypes } from "../errors/values.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import { hasConstraints } from "./has-constraints.ts";
import type { ConstraintCheck } from "./validate-constraints.ts";
import type { Values, VariablesPlace } from "./variables.ts";

const checks = new WeakMap<VariablesSchema, Promise<ConstraintCheck> | undefined>();

/**
 * Throws one error that names every value which its schema's constraints refuse.
 *
 * @param enabled the entity's own word; `TSFLYTE_VALIDATE=false` speaks for all that say nothing
 */
export async function checkConstraints(
  schema: VariablesSchema,
  values: Values,
  place: VariablesPlace,
  enabled: boolean = process.env["TSFLYTE_VALIDATE"] !== "false",
): Promise<void> {
  if (!enabled) return;
  if (!checks.has(schema)) checks.set(schema, hasConstraints(schema) ? load(schema) : undefined);
  const check = await checks.get(schema);
  const problems = check === undefined ? [] : [...check(values)];
  if (problems.length === 0) return;
  throw wrongTypes(
    problems.map(([variable, list]) => ({ place: { ...place, variable }, problems: list, count: list.length })),
  );
}

async function load(schema: VariablesSchema): Promise<ConstraintCheck> {
  const { compileConstraints } = await import("./validate-constraints.ts");
  return compileConstraints(schema);
}
