import type { RecordedNode, WorkflowGraph } from "../graph/index.ts";
import { neededBy } from "./placed-nodes.ts";

/**
 * The circles in which nodes wait for each other, each from a node over those that run after it back to itself. A call
 * cannot take the result of a later one, so it takes `.after()`, or a promise that a later call settles, to make one.
 */
export function findCircles({ nodes }: WorkflowGraph): readonly (readonly RecordedNode[])[] {
  const circles: (readonly RecordedNode[])[] = [];
  const done = new Set<RecordedNode>();
  for (const node of nodes) if (!done.has(node)) walk(node, done, circles);
  return circles;
}

/** Depth first and without recursion: a chain may be longer than the stack is deep. */
function walk(start: RecordedNode, done: Set<RecordedNode>, circles: (readonly RecordedNode[])[]): void {
  // The nodes on the way here, each with those that are still to be looked at.
  const open = new Map([[start, neededBy(start).values()]]);
  const way = [start];
  for (let node = way.at(-1); node !== undefined; node = way.at(-1)) {
    const next = open.get(node)?.next();
    if (next === undefined || next.done === true) {
      way.pop();
      open.delete(node);
      done.add(node);
    } else if (open.has(next.value)) {
      circles.push([next.value, ...way.slice(way.indexOf(next.value) + 1).reverse(), next.value]);
    } else if (!done.has(next.value)) {
      way.push(next.value);
      open.set(next.value, neededBy(next.value).values());
    }
  }
}
