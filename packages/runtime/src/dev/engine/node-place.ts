/** Ids of nodes that the platform takes, and then has no place for in its store. Here there would be one. */
import { type ExecutionError, runtimeError } from "./execution-errors.ts";

/** The longest name that a store takes for a part of a path. */
const longest = 255;

/** Why nothing of a node can be stored; undefined where it can. */
export function placeProblem(nodeId: string): ExecutionError | undefined {
  if (nodeId.includes(":")) return runtimeError(`node id [${nodeId}] makes no path of the store: it holds ":"`);
  if (Buffer.byteLength(nodeId) <= longest) return undefined;
  return runtimeError(
    `node id [${nodeId.slice(0, 40)}…] makes no path of the store: it has more than ${longest} bytes`,
  );
}

/** Whether outputs are written to one place and looked for at another one: what URIs escape is written as it is. */
export function losesOutputs(nodeId: string): boolean {
  return /[^!-$&-~]/.test(nodeId);
}
