import type { ComparisonOperator, Primitive, Scalar } from "../model/index.ts";
import type { GraphBinding } from "./bindings.ts";
import type { CallableEntity } from "./callable-entity.ts";
import type { RecordedNode } from "./recorded-node.ts";
import type { Redirection } from "./redirect.ts";
import type { ReferenceFacts } from "./reference-facts.ts";

/** One side of a comparison. */
export type GraphOperand =
  | { readonly kind: "reference"; readonly reference: ReferenceFacts }
  | { readonly kind: "primitive"; readonly primitive: Primitive }
  | { readonly kind: "scalar"; readonly scalar: Scalar };

/** What a case of a branch depends on, with references still as objects. */
export type GraphCondition =
  | {
      readonly kind: "comparison";
      readonly operator: ComparisonOperator;
      readonly left: GraphOperand;
      readonly right: GraphOperand;
    }
  | {
      readonly kind: "conjunction";
      readonly operator: "and" | "or";
      readonly left: GraphCondition;
      readonly right: GraphCondition;
    };

/** A node that runs one of several. Made by `when()`. */
export interface Branch extends CallableEntity {
  readonly kind: "branch";
  readonly cases: readonly { readonly condition: GraphCondition; readonly node: RecordedNode }[];
  readonly otherwise:
    | { readonly kind: "node"; readonly node: RecordedNode }
    | { readonly kind: "error"; readonly message: string };
  /** Lets its conditions and cases take other references. */
  redirect(to: Redirection): void;
}

/** Whether a node's entity is a branch. */
export function isBranch(entity: CallableEntity): entity is Branch {
  return entity.kind === "branch";
}

/** The name under which a condition knows a reference, which is also the branch node's input: `n0.o0`. */
export function operandName({ owner, var: name, attrPath }: ReferenceFacts): string {
  return [owner.node?.id ?? "", name, ...attrPath].join(".");
}

/** What the conditions of a branch look at, as the inputs of its node. */
export function branchInputs(branch: Branch): ReadonlyMap<string, GraphBinding> {
  const inputs = new Map<string, GraphBinding>();
  for (const { condition } of branch.cases) {
    for (const reference of referencesIn(condition)) {
      inputs.set(operandName(reference), { kind: "reference", reference });
    }
  }
  return inputs;
}

function referencesIn(condition: GraphCondition): readonly ReferenceFacts[] {
  if (condition.kind === "conjunction") return [...referencesIn(condition.left), ...referencesIn(condition.right)];
  return [condition.left, condition.right].flatMap((side) => (side.kind === "reference" ? [side.reference] : []));
}

/** The nodes inside a branch, one a case. */
export function caseNodes(branch: Branch): readonly RecordedNode[] {
  const nodes = branch.cases.map(({ node }) => node);
  return branch.otherwise.kind === "node" ? [...nodes, branch.otherwise.node] : nodes;
}
