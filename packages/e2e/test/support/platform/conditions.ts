/** Conditions of branches over numbers, texts and booleans. */
import {
  type BooleanExpression,
  ComparisonExpression_Operator as Comparison,
  ConjunctionExpression_LogicalOperator as Logical,
  type Operand,
} from "../../../../runtime/src/idl/gen/flyteidl/core/condition_pb.ts";
import type { Primitive, Scalar } from "../../../../runtime/src/idl/gen/flyteidl/core/literals_pb.ts";
import type { Literals } from "./literals.ts";

/** Whether a condition holds for a branch's inputs. */
export function holds(condition: BooleanExpression | undefined, inputs: Literals): boolean {
  const expression = condition?.expr;
  if (expression?.case === "conjunction") {
    const { leftExpression, rightExpression, operator } = expression.value;
    const sides = [leftExpression, rightExpression];
    return operator === Logical.AND
      ? sides.every((side) => holds(side, inputs))
      : sides.some((side) => holds(side, inputs));
  }
  if (expression?.case !== "comparison") throw new Error("a condition without an expression");
  const { leftValue, rightValue, operator } = expression.value;
  const [left, right] = [comparableOf(leftValue, inputs), comparableOf(rightValue, inputs)];
  switch (operator) {
    case Comparison.EQ:
      return left === right;
    case Comparison.NEQ:
      return left !== right;
    case Comparison.GT:
      return left > right;
    case Comparison.GTE:
      return left >= right;
    case Comparison.LT:
      return left < right;
    case Comparison.LTE:
      return left <= right;
    default:
      throw new Error(`there is no comparison ${operator}`);
  }
}

type Comparable = bigint | number | string | boolean;

function comparableOf(operand: Operand | undefined, inputs: Literals): Comparable {
  const { val } = operand ?? {};
  switch (val?.case) {
    case "var": {
      const literal = inputs[val.value];
      return ofScalar(literal?.value.case === "scalar" ? literal.value.value : undefined);
    }
    case "scalar":
      return ofScalar(val.value);
    case "primitive":
      return ofPrimitive(val.value);
    default:
      throw new Error("an operand without a value");
  }
}

function ofScalar(scalar: Scalar | undefined): Comparable {
  if (scalar?.value.case !== "primitive") throw new Error(`a ${scalar?.value.case} cannot be compared here`);
  return ofPrimitive(scalar.value.value);
}

function ofPrimitive({ value }: Primitive): Comparable {
  if (value.value === undefined || typeof value.value === "object")
    throw new Error(`${value.case} cannot be compared here`);
  return value.value;
}
