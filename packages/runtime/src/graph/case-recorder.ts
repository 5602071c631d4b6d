/** Records one case of a branch. */
import { asyncCase, callOutsideCase, noCaseCall, sameBranchName, sharedCall } from "../errors/branches.ts";
import { show } from "../errors/options.ts";
import type { BranchRecorder, Case } from "./branch-recorder.ts";
import { CaseWorkflow } from "./case-workflow.ts";
import { invocationNode } from "./invocation.ts";
import { RecordedNode } from "./recorded-node.ts";
import type { Recorder } from "./recorder.ts";
import { referenceFacts } from "./reference.ts";
import { describeReference } from "./reference-facts.ts";
import { recordWith } from "./scope.ts";
import { isPromise } from "./settle-deep.ts";

/**
 * Runs a case's function with its calls recorded in a section of their own, and gives the node that is the case.
 *
 * @param isOther what the function may return instead of a call
 */
export function recordCase(branch: BranchRecorder, then: Case): RecordedNode;
export function recordCase<Other>(
  branch: BranchRecorder,
  then: Case,
  isOther: (result: unknown) => result is Other,
): RecordedNode | Other;
export function recordCase<Other>(
  branch: BranchRecorder,
  then: Case,
  isOther?: (result: unknown) => result is Other,
): RecordedNode | Other {
  const { recorder, described, position } = branch;
  const earlier = branch.nodes;
  const section = recorder.openSection({ path: `${branch.name}-${earlier.length}`, first: earlier.length });
  const result = recordWith(section, then);
  section.abandon();
  if (isOther?.(result) === true && section.nodes.length === 0) return result;
  const node = invocationNode(result);
  if (node === undefined) {
    const isAsync = typeof result === "object" && result !== null && isPromise(result);
    throw isAsync ? asyncCase(described, position) : noCaseCall(described, describeCase(result), position);
  }
  if (!section.nodes.includes(node)) {
    const refuse = earlier.includes(node) ? sharedCall : callOutsideCase;
    throw refuse(described, node.describeCall(), position);
  }
  return section.nodes.length === 1 ? node : outlineCase(branch, section, node);
}

/** The node of a workflow that makes the calls of a case. */
function outlineCase(branch: BranchRecorder, section: Recorder, result: RecordedNode): RecordedNode {
  const { recorder, described, position } = branch;
  const { workflow, prefix } = recorder;
  const index = branch.nodes.length;
  const name = `${workflow.slice(workflow.indexOf(" ") + 1)}.${branch.name}-${index}`;
  if (!recorder.claimName(name)) throw sameBranchName(described, workflow, position);
  const idOf = (place: number): string => `${prefix}n${place}`;
  const entity = new CaseWorkflow({ name, position, idOf, nodes: [...section.nodes], result });
  const node = new RecordedNode(workflow, entity, section);
  node.place(idOf(index));
  return node;
}

/** What stands where a case's function or its call should, in words. */
export function describeCase(value: unknown): string {
  const reference = referenceFacts(value);
  if (reference !== undefined) return describeReference(reference);
  const node = invocationNode(value);
  if (node !== undefined) return `${node.describeCall()} itself`;
  if (value === undefined) return "nothing";
  const isUnfinished = typeof value === "object" && value !== null && "otherwise" in value;
  return isUnfinished ? "a when(…) without .otherwise(…)" : show(value);
}
