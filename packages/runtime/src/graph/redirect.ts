/** Other references in the place of those that bindings and conditions hold. */
import type { GraphBinding } from "./bindings.ts";
import type { GraphCondition, GraphOperand } from "./branch.ts";
import type { RecordedNode } from "./recorded-node.ts";
import type { ReferenceFacts } from "./reference-facts.ts";

/** Where references lead when what holds them moves into a workflow of its own. */
export interface Redirection {
  /** The reference in its place: itself, or the input of the new workflow that stands for it. */
  redirect(reference: ReferenceFacts): ReferenceFacts;
  /** Told of a node that is waited for; gives whether it moves as well. */
  moves(node: RecordedNode): boolean;
}

/** The binding with its references redirected. */
export function redirectBinding(binding: GraphBinding, to: Redirection): GraphBinding {
  switch (binding.kind) {
    case "scalar":
      return binding;
    case "reference":
      return { kind: "reference", reference: to.redirect(binding.reference) };
    case "collection":
      return { kind: "collection", bindings: binding.bindings.map((item) => redirectBinding(item, to)) };
    case "map": {
      const entries = Object.entries(binding.bindings).map(([key, item]) => [key, redirectBinding(item, to)] as const);
      return { kind: "map", bindings: Object.fromEntries(entries) };
    }
  }
}

/** The bindings by input, redirected. */
export function redirectBindings(
  bindings: ReadonlyMap<string, GraphBinding>,
  to: Redirection,
): ReadonlyMap<string, GraphBinding> {
  return new Map([...bindings].map(([name, binding]) => [name, redirectBinding(binding, to)]));
}

/** The condition with its references redirected. */
export function redirectCondition(condition: GraphCondition, to: Redirection): GraphCondition {
  if (condition.kind === "conjunction") {
    return { ...condition, left: redirectCondition(condition.left, to), right: redirectCondition(condition.right, to) };
  }
  return { ...condition, left: redirectOperand(condition.left, to), right: redirectOperand(condition.right, to) };
}

function redirectOperand(operand: GraphOperand, to: Redirection): GraphOperand {
  return operand.kind === "reference" ? { kind: "reference", reference: to.redirect(operand.reference) } : operand;
}
