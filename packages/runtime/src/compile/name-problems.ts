import type { GraphProblem } from "../errors/graph.ts";
import { storableName, whyNotStorable } from "../settings/storable-name.ts";

/** Names that the server takes and cannot store what they name under. */
export function nameProblems(name: string): readonly GraphProblem[] {
  const problem = whyNotStorable(name);
  return problem === undefined ? [] : [{ text: `its name ${problem}`, remedy: `use ${storableName}` }];
}
