/** What a workflow refers to. */
import type { Identifier } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { Node, WorkflowTemplate } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import { caseNodes } from "./branch-interface.ts";
import { type CompileErrors, referenceNotFound } from "./compile-error.ts";
import { idKey, idText } from "./graph-state.ts";

/** Everything outside of a workflow's spec that it needs. */
export interface Requirements {
  readonly tasks: readonly Identifier[];
  readonly launchPlans: readonly Identifier[];
}

/** Collects the tasks and launch plans of a workflow and of those within it. */
export function requirementsOf(
  workflow: WorkflowTemplate,
  subWorkflows: ReadonlyMap<string, WorkflowTemplate>,
  errors: CompileErrors,
): Requirements {
  const tasks = new Map<string, Identifier>();
  const launchPlans = new Map<string, Identifier>();
  const seen = new Set<string>();
  const visit = (node: Node): void => {
    const { target } = node;
    switch (target.case) {
      case "taskNode":
        if (target.value.reference.case === "referenceId") {
          tasks.set(idKey(target.value.reference.value), target.value.reference.value);
        }
        return;
      case "workflowNode": {
        const { reference } = target.value;
        if (reference.case === "launchplanRef") launchPlans.set(idKey(reference.value), reference.value);
        if (reference.case === "subWorkflowRef") {
          const key = idKey(reference.value);
          const within = subWorkflows.get(key);
          if (within === undefined) errors.push(referenceNotFound("Workflow", node.id, idText(reference.value)));
          else if (!seen.has(key)) {
            seen.add(key);
            visitAll(within);
          }
        }
        return;
      }
      case "branchNode":
        for (const caseNode of caseNodes(target.value)) visit(caseNode);
        return;
      case "arrayNode":
        if (target.value.node !== undefined) visit(target.value.node);
        return;
    }
  };
  const visitAll = ({ nodes, failureNode }: WorkflowTemplate): void => {
    for (const node of nodes) visit(node);
    if (failureNode !== undefined) visit(failureNode);
  };
  visitAll(workflow);
  return { tasks: [...tasks.values()], launchPlans: [...launchPlans.values()] };
}
