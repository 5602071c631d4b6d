/** Conditions that the server does not compare, and outputs of branches that it does not know. */
import type { GraphProblem } from "../errors/graph.ts";
import type {
  Branch,
  GraphBinding,
  GraphCondition,
  GraphOperand,
  RecordedNode,
  ReferenceFacts,
  WorkflowGraph,
} from "../graph/index.ts";
import { caseNodes, describeReference, isBranch } from "../graph/recording.ts";
import type { LiteralType } from "../model/index.ts";
import { describeSchema, literalTypeOf } from "../types/index.ts";
import { nodesOf } from "./binding-data.ts";
import type { PlacedNode } from "./placed-nodes.ts";

/** The problems of the branches among the nodes. */
export function branchProblems(placed: readonly PlacedNode[], { outputs }: WorkflowGraph): readonly GraphProblem[] {
  const bindings = [...placed.flatMap(({ node }) => [...node.inputs.values()]), ...outputs.values()];
  return placed.flatMap(({ path, node }) =>
    isBranch(node.entity)
      ? [
          ...node.entity.cases.flatMap(({ condition }) => conditionProblems(condition, path)),
          ...outputProblems(node, node.entity, bindings, path),
        ]
      : [],
  );
}

const decide = "let a task decide, and ask for its result with isTrue(…)";

function conditionProblems(condition: GraphCondition, node: string): readonly GraphProblem[] {
  if (condition.kind === "conjunction") {
    return [...conditionProblems(condition.left, node), ...conditionProblems(condition.right, node)];
  }
  const { left, right } = condition;
  if (left.kind === "scalar" || right.kind === "scalar") {
    return [{ node, text: `it asks whether ${operandText(left)} is null, which the server cannot`, remedy: decide }];
  }
  const optional = [left, right].filter((side) => mayBeNull(typeOfOperand(side)));
  if (optional.length > 0) {
    return optional.map((side) => ({
      node,
      text: `it compares ${operandText(side)}, which may be null, and the server compares no such values`,
      remedy: decide,
    }));
  }
  const texts = [left, right].filter(isTimeInStruct);
  if (texts.length > 0) {
    return texts.map((side) => ({
      node,
      text: `it compares ${operandText(side)}, and a struct holds it as a text, which the server compares with no date or duration`,
      remedy: decide,
    }));
  }
  if (isSame(typeOfOperand(left), typeOfOperand(right))) return [];
  const text = `it compares ${operandText(left)} with ${operandText(right)}, and the server compares only values of one type`;
  return [{ node, text, remedy: "give both the same type, or let a task decide" }];
}

function typeOfOperand(operand: GraphOperand): LiteralType {
  if (operand.kind === "reference") return literalTypeOf(operand.reference.schema, operand.reference.root);
  return { kind: "simple", simple: operand.kind === "primitive" ? operand.primitive.kind : "none" };
}

function mayBeNull(type: LiteralType): boolean {
  return (
    type.kind === "union" && type.variants.some((variant) => variant.kind === "simple" && variant.simple === "none")
  );
}

/** Whether a date or duration is a part of a struct, from which the server takes it as it is written there. */
function isTimeInStruct(operand: GraphOperand): boolean {
  const leaf = typeOfOperand(operand);
  if (operand.kind !== "reference" || leaf.kind !== "simple") return false;
  return (leaf.simple === "datetime" || leaf.simple === "duration") && isInStruct(operand.reference);
}

function isInStruct({ root, var: variable, attrPath }: ReferenceFacts): boolean {
  let type: LiteralType | undefined = literalTypeOf(root.properties[variable] ?? {}, root);
  for (const _step of attrPath) {
    // A reference into an optional value leads into the member beside null.
    const isPart = (member: LiteralType): boolean => member.kind !== "simple" || member.simple !== "none";
    if (type.kind === "union") type = type.variants.find(isPart) ?? type;
    if (type.kind === "simple") return true;
    if (type.kind === "collection") type = type.elementType;
    else if (type.kind === "map") type = type.valueType;
  }
  return false;
}

/** The server compares types by what they are written as. */
function isSame(a: LiteralType, b: LiteralType): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function operandText(operand: GraphOperand): string {
  if (operand.kind === "reference") {
    const { reference } = operand;
    return `${describeReference(reference)} (${describeSchema(reference.schema, reference.root)})`;
  }
  if (operand.kind === "scalar") return "null";
  const article = operand.primitive.kind === "integer" ? "an" : "a";
  return `${article} ${operand.primitive.kind} constant`;
}

/** Outputs that something takes, and that the cases give with different types. */
function outputProblems(
  node: RecordedNode,
  branch: Branch,
  bindings: readonly GraphBinding[],
  path: string,
): readonly GraphProblem[] {
  const [first, ...others] = caseNodes(branch);
  return Object.keys(branch.interface.outputs).flatMap((output) => {
    const type = first?.entity.interface.outputs[output]?.type;
    const different = others.find((other) => {
      const otherType = other.entity.interface.outputs[output]?.type;
      return type !== undefined && otherType !== undefined && !isSame(type, otherType);
    });
    if (first === undefined || different === undefined || !bindings.some((binding) => takes(binding, node, output)))
      return [];
    const text = `its output "${output}" is used, and ${first.entity.name} and ${different.entity.name} give it with different types`;
    return [{ node: path, text, remedy: "let the cases give the same type" }];
  });
}

/** Whether a binding takes an output of a node. */
export function takes(binding: GraphBinding, node: RecordedNode, output: string): boolean {
  if (binding.kind === "reference") return binding.reference.var === output && nodesOf(binding).includes(node);
  if (binding.kind === "collection") return binding.bindings.some((item) => takes(item, node, output));
  if (binding.kind === "map") return Object.values(binding.bindings).some((item) => takes(item, node, output));
  return false;
}
