import type { Identifier, Node, WorkflowTemplate } from "../model/index.ts";

/** The launch plans that nodes of these templates start. */
export function launchPlansIn(templates: readonly WorkflowTemplate[]): readonly Identifier[] {
  return templates.flatMap(({ nodes, failureNode }) =>
    (failureNode === undefined ? nodes : [...nodes, failureNode]).flatMap(launchPlansOf),
  );
}

function launchPlansOf({ target }: Node): readonly Identifier[] {
  switch (target.kind) {
    case "launch-plan":
      return [target.launchplanRef];
    case "array":
      return launchPlansOf(target.array.node);
    case "branch": {
      const { cases, otherwise } = target.branch;
      const nodes = cases.map(({ thenNode }) => thenNode);
      return (otherwise.kind === "node" ? [...nodes, otherwise.node] : nodes).flatMap(launchPlansOf);
    }
    case "task":
    case "sub-workflow":
    case "gate":
      return [];
    default:
      return target satisfies never;
  }
}
