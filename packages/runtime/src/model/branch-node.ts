import type { Scalar } from "./literal.ts";
import type { Node } from "./workflow-template.ts";

/** flyteidl's `core.ComparisonExpression.Operator`. */
export type ComparisonOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

/** flyteidl's `core.Primitive`, among the scalars. */
export type Primitive = Extract<
  Scalar,
  { readonly kind: "integer" | "float" | "string" | "boolean" | "datetime" | "duration" }
>;

/** flyteidl's `core.Operand`: an input of the branch node by its name, or a constant. */
export type Operand =
  | { readonly kind: "var"; readonly var: string }
  | { readonly kind: "primitive"; readonly primitive: Primitive }
  /** The server compares no scalars; flytekit writes null so. */
  | { readonly kind: "scalar"; readonly scalar: Scalar };

/** flyteidl's `core.BooleanExpression`. */
export type BooleanExpression =
  | {
      readonly kind: "comparison";
      readonly operator: ComparisonOperator;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: "conjunction";
      readonly operator: "and" | "or";
      readonly left: BooleanExpression;
      readonly right: BooleanExpression;
    };

/** flyteidl's `core.IfBlock`: one case. */
export interface IfBlock {
  readonly condition: BooleanExpression;
  readonly thenNode: Node;
}

/** flyteidl's `core.BranchNode`: the cases in order, the first one never missing, and what happens when none holds. */
export interface BranchNode {
  readonly cases: readonly [IfBlock, ...IfBlock[]];
  readonly otherwise:
    | { readonly kind: "node"; readonly node: Node }
    | { readonly kind: "error"; readonly failedNodeId: string; readonly message: string };
}
