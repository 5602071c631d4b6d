import type { LiteralMap, Node } from "../model/index.ts";
import type { Halt, stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import type { GraphPlan } from "./plan.ts";

/**
 * Runs one node of a graph.
 *
 * @param path of the node in the run
 * @param extra literals in place of those that the node's bindings give, where it has such an input
 */
export type NodeRunner = (
  graph: RunningGraph,
  node: Node,
  path: string,
  extra?: LiteralMap,
) => Promise<LiteralMap | typeof stopped>;

/** Where in a run something stands. */
export interface RunPlace {
  /** Of what is around it. */
  readonly halt: Halt;
  /** What runs the nodes inside: graphs contain nodes that contain graphs. */
  readonly runNode: NodeRunner;
}

/** A graph that runs. */
export interface RunningGraph extends RunPlace {
  readonly run: LocalRun;
  readonly plan: GraphPlan;
  /** Whose nodes they are, in words. */
  readonly workflow: string;
  /** The ids of the nodes around it, each with a `/` behind it; `""` for the outermost. */
  readonly path: string;
  /** Of the graph itself. */
  readonly halt: Halt;
  /** The outputs of the nodes that have ended; the inputs of the graph stand under `""`. */
  readonly finished: Map<string, LiteralMap>;
}
