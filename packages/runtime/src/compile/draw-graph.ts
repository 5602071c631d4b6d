/** A workflow as a tree of text. */
import type { GraphPicture, PictureCase, PictureNode } from "./graph-picture.ts";

/** A line and what hangs below it. */
interface Branch {
  readonly text: string;
  readonly below: readonly Branch[];
}

/** The picture of a workflow as text: a line a node, with what it takes, and what is inside it below. */
export function drawGraph(picture: GraphPicture): string {
  return [`workflow ${picture.name}(${picture.inputs.join(", ")})`, ...lines(graphBranches(picture), "")].join("\n");
}

function graphBranches({ nodes, failureNode, outputs }: GraphPicture): readonly Branch[] {
  const failure =
    failureNode === undefined ? [] : [failureNode].map((node) => withText(`on failure: ${headOf(node)}`, node));
  const results = Object.entries(outputs).map(([name, text]): Branch => ({ text: `→ ${name} = ${text}`, below: [] }));
  return [...nodes.map((node) => withText(headOf(node), node)), ...failure, ...results];
}

function withText(text: string, node: PictureNode): Branch {
  const cases = (node.cases ?? []).map((item, index) => caseBranch(item, index));
  return { text, below: [...cases, ...(node.workflow === undefined ? [] : graphBranches(node.workflow))] };
}

function caseBranch({ condition, node, error }: PictureCase, index: number): Branch {
  const head = condition === undefined ? "else" : `${index === 0 ? "if" : "else if"} ${condition}`;
  if (node === undefined) return { text: `${head}: fail ${JSON.stringify(error ?? "")}`, below: [] };
  return withText(`${head}: ${headOf(node)}`, node);
}

/** `n1 flows.train(rows = n0.o0) after n2` */
function headOf(node: PictureNode): string {
  const inputs = Object.entries(node.inputs).map(([name, text]) => {
    return `${name} = ${text}${node.map?.bound.includes(name) === true ? " (bound)" : ""}`;
  });
  const waits = node.kind === "branch" ? [] : onlyWaitedFor(node);
  const after = waits.length === 0 ? "" : ` after ${waits.join(", ")}`;
  return `${node.id} ${nameOf(node)}${node.kind === "branch" || node.kind === "sleep" ? "" : `(${inputs.join(", ")})`}${after}`;
}

function nameOf({ kind, entity, map }: PictureNode): string {
  switch (kind) {
    case "task":
      return entity;
    case "workflow":
      return `workflow ${entity}`;
    case "launch-plan":
      return `launch plan ${entity}`;
    case "map":
      return `map ${entity}${map?.parallelism === undefined || map.parallelism === 0 ? "" : ` by ${map.parallelism}`}`;
    case "branch":
      return `when ${entity}`;
    case "approve":
    case "signal":
      return `${kind === "approve" ? "approve" : "wait for input"} ${JSON.stringify(entity)}`;
    case "sleep":
      return `sleep ${entity}`;
  }
}

/** The nodes that a node waits for without taking anything from them. */
export function onlyWaitedFor({ upstream, inputs }: PictureNode): readonly string[] {
  const texts = Object.values(inputs);
  return upstream.filter((id) => !texts.some((text) => text.split(/[^\w-]+/).includes(id)));
}

function lines(branches: readonly Branch[], indent: string): readonly string[] {
  return branches.flatMap(({ text, below }, index) => {
    const isLast = index === branches.length - 1;
    return [
      `${indent}${isLast ? "└─" : "├─"} ${text.trimEnd()}`,
      ...lines(below, `${indent}${isLast ? "   " : "│  "}`),
    ];
  });
}
