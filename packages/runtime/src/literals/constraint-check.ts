/** What a validator finds, as problems of values. Loaded with the first validator. */
import type { ValueProblem } from "../errors/values.ts";
import { describeConstraint, type Violation } from "./describe-constraint.ts";
import { describeValue } from "./describe-value.ts";
import type { Values } from "./variables.ts";

/** A function that ajv compiled. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly Violation[] | null;
}

/** Gives the problems of values, by variable. */
export type ConstraintCheck = (values: Values) => ReadonlyMap<string, readonly ValueProblem[]>;

/** The check of the values of a schema by its validator. */
export function constraintCheck(validator: Validator): ConstraintCheck {
  return (values) => {
    // A variable that is not given is no value of another type.
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    const problems = new Map<string, ValueProblem[]>();
    if (validator(given)) return problems;
    for (const violation of relevant(validator.errors ?? [])) {
      const [first = "", ...path] = pathOf(violation.instancePath);
      const problem = { path, expected: describeConstraint(violation), got: describeValue(violation.data) };
      problems.set(String(first), [...(problems.get(String(first)) ?? []), problem]);
    }
    return problems;
  };
}

/** A union that fails gives the errors of all its members; that of the union itself says it shorter. */
function relevant(violations: readonly Violation[]): readonly Violation[] {
  const unions = violations.filter(({ keyword }) => keyword === "anyOf").map(({ schemaPath }) => schemaPath);
  const outside = violations.filter(
    ({ keyword, schemaPath }) => keyword === "anyOf" || !unions.some((union) => schemaPath.startsWith(`${union}/`)),
  );
  // Where only one member is no null, its own errors say more than the union's.
  return outside.flatMap((violation) => {
    if (violation.keyword !== "anyOf") return [violation];
    const inside = violations.filter(
      ({ schemaPath, keyword }) =>
        schemaPath.startsWith(`${violation.schemaPath}/`) && keyword !== "type" && keyword !== "const",
    );
    return inside.length > 0 ? inside : [violation];
  });
}

/** The steps of a JSON pointer; digits are indices. */
function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((step, index) => (index > 0 && /^(0|[1-9]\d*)$/.test(step) ? Number(step) : step));
}
