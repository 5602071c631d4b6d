import type { Node } from "../model/index.ts";
import type { Node as IdlNode } from "./gen/flyteidl/core/workflow_pb.ts";

/** Writes the nodes inside a node; given from outside, since nodes hold branches and arrays, which hold nodes. */
export type NodeToIdl = (node: Node) => IdlNode;

/** Reads the nodes inside a node. */
export type NodeFromIdl = (node: IdlNode) => Node;
