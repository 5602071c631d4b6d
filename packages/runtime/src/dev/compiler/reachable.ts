import type { CompileErrors } from "./compile-error.ts";
import { endNodeId, type GraphState, startNodeId } from "./graph-state.ts";

/** Follows the edges from the start: there must be no way back, and no node that is not come to. */
export function checkReachable({ nodes, downstream }: GraphState, errors: CompileErrors): void {
  const visited = new Set<string>();
  const cycle = findCycle(startNodeId, downstream, visited);
  if (cycle !== undefined) {
    const description = `A cycle has been detected while traversing the Workflow [${cycle.join(">")}].`;
    errors.push({ code: "CycleDetected", nodeId: startNodeId, description });
    return;
  }
  const unreachable = [...nodes.keys()].filter((id) => !visited.has(id) && id !== endNodeId).sort();
  if (unreachable.length === 0) return;
  const description = `The Workflow contain unreachable nodes [${unreachable.join(",")}].`;
  errors.push({ code: "UnreachableNodes", nodeId: startNodeId, description });
}

/** The first way back to a node that it finds; all nodes that it came to are visited then. A stack, for long chains. */
function findCycle(
  start: string,
  downstream: ReadonlyMap<string, ReadonlySet<string>>,
  visited: Set<string>,
): readonly string[] | undefined {
  const next = (id: string): Iterator<string> => [...(downstream.get(id) ?? [])].sort()[Symbol.iterator]();
  const path = [{ id: start, rest: next(start) }];
  const onPath = new Set([start]);
  visited.add(start);
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    const { done, value } = last.rest.next();
    if (done === true) {
      onPath.delete(last.id);
      path.pop();
    } else if (onPath.has(value)) {
      return [...path.slice(path.findIndex(({ id }) => id === value)).map(({ id }) => id), value];
    } else if (!visited.has(value)) {
      visited.add(value);
      onPath.add(value);
      path.push({ id: value, rest: next(value) });
    }
  }
  return undefined;
}
