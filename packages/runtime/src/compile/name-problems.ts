import type { GraphProblem } from "../errors/graph.ts";

/** The longest name, in bytes, that is a part of a path in every object store. */
const longestName = 255;

/** Names that the server takes and cannot store what they name under. */
export function nameProblems(name: string): readonly GraphProblem[] {
  const remedy = `use at most ${longestName} letters, digits, dots, dashes and underscores`;
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return [{ text: "its name has control characters in it", remedy }];
  const { length } = new TextEncoder().encode(name);
  if (length > longestName)
    return [{ text: `its name is ${length} bytes long, and at most ${longestName} can be stored`, remedy }];
  return name.trim() === name ? [] : [{ text: "its name begins or ends with a space", remedy }];
}
