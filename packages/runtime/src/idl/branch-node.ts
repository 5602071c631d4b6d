import { create } from "@bufbuild/protobuf";
import { missingMember } from "../errors/idl.ts";
import type { BranchNode, IfBlock } from "../model/index.ts";
import { conditionFromIdl, conditionToIdl } from "./condition.ts";
import { ErrorSchema } from "./gen/flyteidl/core/types_pb.ts";
import {
  BranchNodeSchema,
  type BranchNode as IdlBranchNode,
  type IfBlock as IdlIfBlock,
  IfBlockSchema,
  type IfElseBlock,
} from "./gen/flyteidl/core/workflow_pb.ts";
import type { NodeFromIdl, NodeToIdl } from "./nested-nodes.ts";
import { required } from "./required.ts";

/** Cases and what happens when none holds, as `core.BranchNode`. */
export function branchNodeToIdl({ cases, otherwise }: BranchNode, nodeToIdl: NodeToIdl): IdlBranchNode {
  const [first, ...other] = cases.map(({ condition, thenNode }) =>
    create(IfBlockSchema, { condition: conditionToIdl(condition), thenNode: nodeToIdl(thenNode) }),
  );
  return create(BranchNodeSchema, { ifElse: { case: first, other, default: otherwiseToIdl(otherwise, nodeToIdl) } });
}

/** Reads a `core.BranchNode`. */
export function branchNodeFromIdl({ ifElse }: IdlBranchNode, nodeFromIdl: NodeFromIdl): BranchNode {
  const block = required(ifElse, "flyteidl.core.BranchNode", "ifElse");
  const first = required(block.case, "flyteidl.core.IfElseBlock", "case");
  return {
    cases: [ifBlockFromIdl(first, nodeFromIdl), ...block.other.map((one) => ifBlockFromIdl(one, nodeFromIdl))],
    otherwise: otherwiseFromIdl(block.default, nodeFromIdl),
  };
}

function ifBlockFromIdl({ condition, thenNode }: IdlIfBlock, nodeFromIdl: NodeFromIdl): IfBlock {
  return {
    condition: conditionFromIdl(required(condition, "flyteidl.core.IfBlock", "condition")),
    thenNode: nodeFromIdl(required(thenNode, "flyteidl.core.IfBlock", "thenNode")),
  };
}

function otherwiseToIdl(otherwise: BranchNode["otherwise"], nodeToIdl: NodeToIdl): IfElseBlock["default"] {
  switch (otherwise.kind) {
    case "node":
      return { case: "elseNode", value: nodeToIdl(otherwise.node) };
    case "error": {
      const { failedNodeId, message } = otherwise;
      return { case: "error", value: create(ErrorSchema, { failedNodeId, message }) };
    }
  }
}

function otherwiseFromIdl(otherwise: IfElseBlock["default"], nodeFromIdl: NodeFromIdl): BranchNode["otherwise"] {
  switch (otherwise.case) {
    case "elseNode":
      return { kind: "node", node: nodeFromIdl(otherwise.value) };
    case "error":
      return { kind: "error", failedNodeId: otherwise.value.failedNodeId, message: otherwise.value.message };
    case undefined:
      throw missingMember("flyteidl.core.IfElseBlock", "default");
  }
}
