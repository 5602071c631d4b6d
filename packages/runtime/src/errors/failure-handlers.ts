import { TsflyteError } from "./tsflyte-error.ts";

/** A failure handler that does not take what its workflow takes; says everything that does not fit. */
export function handlerMismatch(
  workflow: string,
  handler: string,
  facts: {
    /** Inputs of the workflow that the handler does not take. */
    readonly lacks: readonly string[];
    /** Inputs that the handler needs and the workflow does not have. */
    readonly needs: readonly string[];
    readonly where: readonly string[];
  },
): TsflyteError {
  const { lacks, needs, where } = facts;
  const problems = [
    ...(lacks.length === 0 ? [] : [`it does not take ${quoted(lacks)}`]),
    ...(needs.length === 0 ? [] : [`it needs ${quoted(needs)}, which the workflow does not have`]),
  ];
  const example = needs.includes("err") ? "err: FlyteError | null = null" : `${needs[0] ?? "more"}?: …`;
  const remedy =
    needs.length === 0
      ? "a failure handler gets all inputs of its workflow, by name: declare them"
      : `a failure handler gets the inputs of its workflow, by name: declare those, and make others optional, as in ${example}`;
  return new TsflyteError(
    "invalid-option",
    `${workflow}: its failure handler, ${handler}, does not fit: ${problems.join("; ")}`,
    { where, remedy },
  );
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
