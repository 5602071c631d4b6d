/** Conditions of branches: both sides are there, and of one type. */
import type { BooleanExpression, Operand } from "../../idl/gen/flyteidl/core/condition_pb.ts";
import type { LiteralType } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { type CompileErrors, mismatchingTypes, valueRequired, variableNameNotFound } from "./compile-error.ts";
import type { NodeState } from "./graph-state.ts";
import { primitiveType, scalarType } from "./literal-types.ts";
import { typeText } from "./type-text.ts";
import { isNone } from "./types-castable.ts";

/** Checks the condition of one case. */
export function checkCondition(node: NodeState, condition: BooleanExpression | undefined, errors: CompileErrors): void {
  const { expr } = condition ?? {};
  if (expr?.case === "comparison") {
    const right = operandType(node, "RightValue", expr.value.rightValue, errors);
    const left = operandType(node, "LeftValue", expr.value.leftValue, errors);
    if (right !== undefined && left !== undefined && typeText(right) !== typeText(left)) {
      errors.push(mismatchingTypes(node.id, "RightValue", typeText(right), typeText(left)));
    }
  } else if (expr?.case === "conjunction") {
    checkCondition(node, expr.value.leftExpression, errors);
    checkCondition(node, expr.value.rightExpression, errors);
  } else {
    const description = "One of the branches on the node doesn't have a condition.";
    errors.push({ code: "BranchNodeHasNoCondition", nodeId: node.id, description });
  }
}

function operandType(
  node: NodeState,
  side: string,
  operand: Operand | undefined,
  errors: CompileErrors,
): LiteralType | undefined {
  if (operand === undefined) {
    errors.push(valueRequired(node.id, side));
    return undefined;
  }
  const { val } = operand;
  if (val.case === "primitive") return primitiveType(val.value);
  if (val.case === "scalar") {
    const type = scalarType(val.value);
    if (type !== undefined && !isNone(type)) return type;
  }
  if (val.case === "var" && val.value !== "") {
    const inputs = node.interface?.inputs?.variables;
    if (inputs === undefined) return undefined;
    if (Object.hasOwn(inputs, val.value)) return inputs[val.value]?.type;
    errors.push(variableNameNotFound(node.id, val.value));
    return undefined;
  }
  errors.push(valueRequired(node.id, `${side}.Val`));
  return undefined;
}
