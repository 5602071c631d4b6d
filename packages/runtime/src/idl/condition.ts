import { create } from "@bufbuild/protobuf";
import { missingMember } from "../errors/idl.ts";
import type { BooleanExpression, ComparisonOperator, Operand } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  BooleanExpressionSchema,
  ComparisonExpression_Operator,
  ComparisonExpressionSchema,
  ConjunctionExpression_LogicalOperator,
  ConjunctionExpressionSchema,
  type BooleanExpression as IdlBooleanExpression,
  type Operand as IdlOperand,
  OperandSchema,
} from "./gen/flyteidl/core/condition_pb.ts";
import { scalarFromIdl, scalarToIdl } from "./literal.ts";
import { primitiveFromIdl, primitiveToIdl } from "./primitive.ts";
import { required } from "./required.ts";

const comparisons = {
  eq: ComparisonExpression_Operator.EQ,
  ne: ComparisonExpression_Operator.NEQ,
  gt: ComparisonExpression_Operator.GT,
  ge: ComparisonExpression_Operator.GTE,
  lt: ComparisonExpression_Operator.LT,
  le: ComparisonExpression_Operator.LTE,
} as const satisfies { [name in ComparisonOperator]: number };

const conjunctions = {
  and: ConjunctionExpression_LogicalOperator.AND,
  or: ConjunctionExpression_LogicalOperator.OR,
} as const;

/** A condition of a branch, as `core.BooleanExpression`. */
export function conditionToIdl(condition: BooleanExpression): IdlBooleanExpression {
  switch (condition.kind) {
    case "comparison": {
      const value = create(ComparisonExpressionSchema, {
        operator: comparisons[condition.operator],
        leftValue: operandToIdl(condition.left),
        rightValue: operandToIdl(condition.right),
      });
      return create(BooleanExpressionSchema, { expr: { case: "comparison", value } });
    }
    case "conjunction": {
      const value = create(ConjunctionExpressionSchema, {
        operator: conjunctions[condition.operator],
        leftExpression: conditionToIdl(condition.left),
        rightExpression: conditionToIdl(condition.right),
      });
      return create(BooleanExpressionSchema, { expr: { case: "conjunction", value } });
    }
  }
}

/** Reads a `core.BooleanExpression`. */
export function conditionFromIdl({ expr }: IdlBooleanExpression): BooleanExpression {
  switch (expr.case) {
    case "comparison": {
      const message = "flyteidl.core.ComparisonExpression";
      return {
        kind: "comparison",
        operator: enumName(comparisons, expr.value.operator, `${message}.Operator`),
        left: operandFromIdl(required(expr.value.leftValue, message, "leftValue")),
        right: operandFromIdl(required(expr.value.rightValue, message, "rightValue")),
      };
    }
    case "conjunction": {
      const message = "flyteidl.core.ConjunctionExpression";
      return {
        kind: "conjunction",
        operator: enumName(conjunctions, expr.value.operator, `${message}.LogicalOperator`),
        left: conditionFromIdl(required(expr.value.leftExpression, message, "leftExpression")),
        right: conditionFromIdl(required(expr.value.rightExpression, message, "rightExpression")),
      };
    }
    case undefined:
      throw missingMember("flyteidl.core.BooleanExpression", "expr");
  }
}

function operandToIdl(operand: Operand): IdlOperand {
  switch (operand.kind) {
    case "var":
      return create(OperandSchema, { val: { case: "var", value: operand.var } });
    case "primitive":
      return create(OperandSchema, { val: { case: "primitive", value: primitiveToIdl(operand.primitive) } });
    case "scalar":
      return create(OperandSchema, { val: { case: "scalar", value: scalarToIdl(operand.scalar) } });
  }
}

function operandFromIdl({ val }: IdlOperand): Operand {
  switch (val.case) {
    case "var":
      return { kind: "var", var: val.value };
    case "primitive":
      return { kind: "primitive", primitive: primitiveFromIdl(val.value) };
    case "scalar":
      return { kind: "scalar", scalar: scalarFromIdl(val.value) };
    case undefined:
      throw missingMember("flyteidl.core.Operand", "val");
  }
}
