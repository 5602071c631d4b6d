/** Validators of the user's own on inputs: any schema library that implements Standard Schema. */
import { type ValueProblem, wrongTypes } from "../errors/values.ts";
import type { Values, VariablesPlace } from "../literals/running.ts";

/** What zod, valibot, arktype and others give: https://standardschema.dev, version 1. */
export interface StandardSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}

/** The outcome of a validation. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Validators by input. */
export interface InputValidators {
  readonly [input: string]: StandardSchema;
}

/**
 * The inputs as their validators give them back, which may have set defaults or trimmed texts. Throws one error that names
 * everything that they refuse.
 */
export async function validateInputs(
  values: Values,
  validators: InputValidators,
  place: VariablesPlace,
): Promise<Values> {
  const results = await Promise.all(
    Object.entries(validators).map(async ([variable, schema]) => ({
      variable,
      result: await schema["~standard"].validate(values[variable]),
    })),
  );
  const wrong = results.flatMap(({ variable, result }) =>
    result.issues === undefined
      ? []
      : [{ place: { ...place, variable }, problems: result.issues.map(problemOf), count: result.issues.length }],
  );
  if (wrong.length > 0) throw wrongTypes(wrong);
  const valid = results.flatMap(({ variable, result }) =>
    result.issues === undefined ? [[variable, result.value] as const] : [],
  );
  return { ...values, ...Object.fromEntries(valid) };
}

/** A validator words its issue itself; what came is part of that. */
function problemOf({ message, path = [] }: StandardIssue): ValueProblem {
  const steps = path
    .map((step) => (typeof step === "object" ? step.key : step))
    .map((key) => (typeof key === "symbol" ? String(key) : key));
  return { path: steps, expected: "a value that its validator accepts", got: `one of which it says: ${message}` };
}
