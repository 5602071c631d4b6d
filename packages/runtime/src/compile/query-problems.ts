import type { GraphProblem } from "../errors/graph.ts";

/** The open-source control plane has no service that could answer queries. */
export function queryProblems(queries: { readonly [input: string]: unknown }): readonly GraphProblem[] {
  return Object.keys(queries).map((input) => ({
    text: `its input "${input}" is an artifact query, which only a control plane with an artifact service answers`,
    remedy: "give the input a default, or let a task look the value up",
  }));
}
