import { create } from "@bufbuild/protobuf";
import type { ArrayNode } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ArrayNode_DataMode,
  ArrayNode_ExecutionMode,
  ArrayNodeSchema,
  type ArrayNode as IdlArrayNode,
} from "./gen/flyteidl/core/workflow_pb.ts";
import type { NodeFromIdl, NodeToIdl } from "./nested-nodes.ts";
import { required } from "./required.ts";

const executionModes = {
  "minimal-state": ArrayNode_ExecutionMode.MINIMAL_STATE,
  "full-state": ArrayNode_ExecutionMode.FULL_STATE,
} as const satisfies { [name in ArrayNode["executionMode"]]: number };

const dataModes = {
  "single-input-file": ArrayNode_DataMode.SINGLE_INPUT_FILE,
  "individual-input-files": ArrayNode_DataMode.INDIVIDUAL_INPUT_FILES,
} as const satisfies { [name in ArrayNode["dataMode"]]: number };

/** A node over lists, as `core.ArrayNode`; a parallelism of 0 is written, none is not. */
export function arrayNodeToIdl(array: ArrayNode, nodeToIdl: NodeToIdl): IdlArrayNode {
  const { parallelism, isOriginalSubNodeInterface } = array;
  return create(ArrayNodeSchema, {
    node: nodeToIdl(array.node),
    parallelismOption: parallelism === undefined ? { case: undefined } : { case: "parallelism", value: parallelism },
    successCriteria: successToIdl(array.success),
    runAllSubNodes: array.runAllSubNodes,
    executionMode: executionModes[array.executionMode],
    ...(isOriginalSubNodeInterface === undefined ? {} : { isOriginalSubNodeInterface }),
    dataMode: dataModes[array.dataMode],
    boundInputs: [...array.boundInputs],
  });
}

/** Reads a `core.ArrayNode`. */
export function arrayNodeFromIdl(array: IdlArrayNode, nodeFromIdl: NodeFromIdl): ArrayNode {
  const { node, parallelismOption, isOriginalSubNodeInterface } = array;
  return {
    node: nodeFromIdl(required(node, "flyteidl.core.ArrayNode", "node")),
    ...(parallelismOption.case === undefined ? {} : { parallelism: parallelismOption.value }),
    ...successFromIdl(array.successCriteria),
    runAllSubNodes: array.runAllSubNodes,
    executionMode: enumName(executionModes, array.executionMode, "flyteidl.core.ArrayNode.ExecutionMode"),
    ...(isOriginalSubNodeInterface === undefined ? {} : { isOriginalSubNodeInterface }),
    dataMode: enumName(dataModes, array.dataMode, "flyteidl.core.ArrayNode.DataMode"),
    boundInputs: array.boundInputs,
  };
}

function successToIdl(success: ArrayNode["success"]): IdlArrayNode["successCriteria"] {
  switch (success?.kind) {
    case undefined:
      return { case: undefined };
    case "min-successes":
      return { case: "minSuccesses", value: success.count };
    case "min-success-ratio":
      return { case: "minSuccessRatio", value: success.ratio };
  }
}

function successFromIdl(criteria: IdlArrayNode["successCriteria"]): Pick<ArrayNode, "success"> {
  switch (criteria.case) {
    case undefined:
      return {};
    case "minSuccesses":
      return { success: { kind: "min-successes", count: criteria.value } };
    case "minSuccessRatio":
      return { success: { kind: "min-success-ratio", ratio: criteria.value } };
  }
}
