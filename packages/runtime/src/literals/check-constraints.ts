/**
 * Checks what a type's codec does not: lengths, limits, patterns and formats. The validator is loaded when the first schema that
 * says such a thing is met.
 */
import { wrongTypes } from "../errors/values.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { ConstraintCheck } from "./constraint-check.ts";
import { hasConstraints } from "./has-constraints.ts";
import { preparedValidator } from "./prepared-validators.ts";
import type { Values, VariablesPlace } from "./variables.ts";

/** Null where there is nothing to check. */
const checks = new WeakMap<VariablesSchema, Promise<ConstraintCheck> | null>();

/**
 * Throws one error that names every value which its schema's constraints refuse.
 *
 * @param enabled the entity's own word; `TSFLYTE_VALIDATE=false` speaks for all that say nothing
 */
export async function checkConstraints(
  schema: VariablesSchema,
  values: Values,
  place: VariablesPlace,
  enabled?: boolean,
): Promise<void> {
  let loading = checks.get(schema);
  if (loading === null || enabled === false) return;
  if (loading === undefined && !hasConstraints(schema)) {
    checks.set(schema, null);
    return;
  }
  // Looked at last: reading a variable of the environment takes longer than all of the above.
  if (enabled === undefined && process.env["TSFLYTE_VALIDATE"] === "false") return;
  if (loading === undefined) checks.set(schema, (loading = load(schema)));
  const check = await loading;
  const problems = [...check(values)];
  if (problems.length === 0) return;
  throw wrongTypes(
    problems.map(([variable, list]) => ({ place: { ...place, variable }, problems: list, count: list.length })),
  );
}

async function load(schema: VariablesSchema): Promise<ConstraintCheck> {
  const prepared = preparedValidator(schema);
  if (prepared !== undefined) return (await import("./constraint-check.ts")).constraintCheck(prepared);
  const { compileConstraints } = await import("./validate-constraints.ts");
  return compileConstraints(schema);
}
