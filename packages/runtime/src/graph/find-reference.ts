import { invocationNode } from "./invocation.ts";
import type { RecordedNode } from "./recorded-node.ts";
import { referenceFacts } from "./reference.ts";
import type { ReferenceFacts } from "./reference-facts.ts";

/** Deeper than this no value has a literal. */
const deepest = 200;

/** The first reference, or call in a workflow's body, that stands somewhere in arrays and objects. */
export function findReference(value: unknown): ReferenceFacts | RecordedNode | undefined {
  return typeof value === "object" && value !== null ? search(value, 0, new Set()) : undefined;
}

function search(value: object, depth: number, seen: Set<object>): ReferenceFacts | RecordedNode | undefined {
  const found = referenceFacts(value) ?? invocationNode(value);
  if (found !== undefined || depth > deepest || seen.has(value) || ArrayBuffer.isView(value)) return found;
  // A value may hold one object many times, or itself.
  seen.add(value);
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    const inner = typeof item === "object" && item !== null ? search(item, depth + 1, seen) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
