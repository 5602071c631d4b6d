/** Bindings and conditions in plain words. */
import { formatPath } from "../errors/values.ts";
import { literalText } from "../literals/literal-text.ts";
import type { BindingData, BooleanExpression, Operand } from "../model/index.ts";

/** What an input is bound to: `n0.o0`, `inputs.rows[3]`, `5`. */
export function bindingText(binding: BindingData): string {
  switch (binding.kind) {
    case "scalar":
      return literalText(binding.scalar);
    case "promise": {
      const { nodeId, var: name, attrPath } = binding.promise;
      return `${nodeId === "" ? "inputs" : nodeId}.${formatPath(name, attrPath)}`;
    }
    case "collection":
      return `[${binding.bindings.map(bindingText).join(", ")}]`;
    case "map": {
      const entries = Object.entries(binding.bindings).map(([key, item]) => `${key}: ${bindingText(item)}`);
      return `{ ${entries.join(", ")} }`;
    }
  }
}

const operators = { eq: "=", ne: "≠", gt: ">", ge: "≥", lt: "<", le: "≤" } as const;

/** What a case depends on: `n0.o0 > 5`. */
export function conditionText(condition: BooleanExpression): string {
  if (condition.kind === "comparison") {
    return `${operandText(condition.left)} ${operators[condition.operator]} ${operandText(condition.right)}`;
  }
  return [condition.left, condition.right]
    .map((side) =>
      side.kind === "conjunction" && side.operator !== condition.operator
        ? `(${conditionText(side)})`
        : conditionText(side),
    )
    .join(` ${condition.operator} `);
}

function operandText(operand: Operand): string {
  switch (operand.kind) {
    case "var":
      return operand.var.startsWith(".") ? `inputs${operand.var}` : operand.var;
    case "primitive":
      return literalText(operand.primitive);
    case "scalar":
      return literalText(operand.scalar);
  }
}
