import { conditionFromIdl } from "../../../idl/condition.ts";
import { NodeExecution_Phase as Phase } from "../../../idl/gen/flyteidl/core/execution_pb.ts";
import type { BranchNode, Node } from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { literalFromIdl } from "../../../idl/index.ts";
import { holds } from "../../../local/evaluate-condition.ts";
import { caseNodes } from "../../compiler/branch-interface.ts";
import { outputsNotFound, runtimeError, userProvidedError } from "../execution-errors.ts";
import { failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { aliased } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";
import { queueNodes } from "../queue-nodes.ts";

/** Runs the first case whose condition holds; the others are skipped. */
export async function runBranchNode(context: NodeContext, branch: BranchNode): Promise<NodeResult> {
  const { scope, row } = context;
  const nodes = caseNodes(branch);
  let taken: Node | undefined;
  try {
    taken = takenCase(context, branch);
  } catch (error) {
    return failed(runtimeError(error instanceof Error ? error.message : String(error)));
  }
  writeRunning(context);
  const inside = { ...scope, parent: { id: row.node_id, attempt: 0 } };
  queueNodes(
    inside,
    nodes.filter((node) => node !== taken),
    Phase.SKIPPED,
  );
  if (taken === undefined) {
    const otherwise = branch.ifElse?.default;
    return failed(userProvidedError(otherwise?.case === "error" ? otherwise.value.message : "no condition held"));
  }
  // The platform knows the nodes of all cases by their ids alone.
  if (nodes.filter(({ id }) => id === taken.id).length > 1) return failed(outputsNotFound(taken.id));
  const [queued] = queueNodes(inside, [taken]);
  if (queued === undefined) return { kind: "aborted" };
  const result = await scope.run.inside.node(inside, ...queued);
  if (result.kind !== "succeeded") {
    if (result.kind === "aborted") return result;
    return { kind: "failed", error: result.error, isFatal: result.isFatal === true };
  }
  return { kind: "succeeded", outputs: aliased(result.outputs, taken.outputAliases) };
}

function takenCase({ inputs }: NodeContext, { ifElse }: BranchNode): Node | undefined {
  const literals = Object.fromEntries(Object.entries(inputs).map(([name, literal]) => [name, literalFromIdl(literal)]));
  for (const block of [...(ifElse?.case === undefined ? [] : [ifElse.case]), ...(ifElse?.other ?? [])]) {
    if (block.condition !== undefined && holds(conditionFromIdl(block.condition), literals)) return block.thenNode;
  }
  return ifElse?.default.case === "elseNode" ? ifElse.default.value : undefined;
}
