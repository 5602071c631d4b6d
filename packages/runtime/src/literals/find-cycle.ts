import type { ValueProblem } from "../errors/values.ts";
import { formatPath } from "../errors/values.ts";
import { isObjectValue } from "./codecs/record.ts";

/** Far beyond what codecs take: a value that is merely deep is their business. */
const maxDepth = 1000;

/**
 * Looks for a value that contains itself, to say so in place of the depth that a codec ran into. Only for values that
 * were refused already. Never throws.
 */
export function findCycle(value: unknown): ValueProblem | undefined {
  try {
    return search(value, [], []);
  } catch {
    return undefined;
  }
}

function search(value: unknown, ancestors: unknown[], path: (string | number)[]): ValueProblem | undefined {
  if (!Array.isArray(value) && !isObjectValue(value)) return undefined;
  const index = ancestors.indexOf(value);
  if (index >= 0) {
    const to = index === 0 ? "the value itself" : formatPath("", path.slice(0, index)).replace(/^\./, "");
    return { path: [...path], expected: "a value without cycles", got: `a reference back to ${to}` };
  }
  if (ancestors.length > maxDepth) return undefined;
  ancestors.push(value);
  const keys: readonly (string | number)[] = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value);
  for (const key of keys) {
    path.push(key);
    const found = search((value as { readonly [key: string | number]: unknown })[key], ancestors, path);
    if (found !== undefined) return found;
    path.pop();
  }
  ancestors.pop();
  return undefined;
}
