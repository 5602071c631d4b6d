/** What is known of a workflow while it is compiled. */
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { ParameterMap, TypedInterface, VariableMap } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { Node, WorkflowTemplate } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { textOf } from "../messages/text-of.ts";

/** The node that stands for the workflow's inputs. */
export const startNodeId = "start-node";
/** The node that stands for the workflow's outputs. */
export const endNodeId = "end-node";

/** What a compiler looks up of a launch plan. */
export interface LaunchPlanInterface {
  readonly id: Identifier;
  readonly expectedInputs: ParameterMap;
  readonly expectedOutputs: VariableMap;
}

/** What nodes may refer to, by {@link idKey}. */
export interface References {
  readonly tasks: ReadonlyMap<string, TaskTemplate>;
  readonly launchPlans: ReadonlyMap<string, LaunchPlanInterface>;
  readonly subWorkflows: ReadonlyMap<string, WorkflowTemplate>;
}

/** A node, with what has been found out about it. */
export interface NodeState {
  readonly id: string;
  readonly node: Node;
  interface?: TypedInterface;
}

/** A workflow that is being compiled. */
export interface GraphState {
  readonly template: WorkflowTemplate;
  readonly references: References;
  readonly nodes: Map<string, NodeState>;
  /** The nodes of branches' cases. */
  readonly cases: Map<Node, NodeState>;
  readonly upstream: Map<string, Set<string>>;
  readonly downstream: Map<string, Set<string>>;
  /** Compiles a workflow within this one, once. */
  readonly compileWithin: (workflow: WorkflowTemplate) => boolean;
}

/** What an identifier is found by. */
export function idKey(id: Identifier): string {
  return [id.resourceType, id.project, id.domain, id.name, id.version].join("\0");
}

/** An identifier as errors show it. */
export function idText(id: Identifier | undefined): string {
  return id === undefined ? "<nil>" : textOf(IdentifierSchema, id);
}

/** In which lists of a node's neighbours an edge is written. */
export type EdgeDirection = "both" | "upstream";

/** Adds an edge, once. */
export function addEdge(graph: GraphState, from: string, to: string, direction: EdgeDirection = "both"): void {
  const source = from === "" ? startNodeId : from;
  addTo(graph.upstream, to, source);
  if (direction === "both") addTo(graph.downstream, source, to);
}

function addTo(edges: Map<string, Set<string>>, key: string, id: string): void {
  const ids = edges.get(key);
  if (ids === undefined) edges.set(key, new Set([id]));
  else ids.add(id);
}
