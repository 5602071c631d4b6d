/**
 * What the server would refuse, found before anything is sent: a pure function that returns all problems. It mirrors the
 * server's own compiler for the constructs that workflows have here.
 */
import type { CompileProblem } from "../errors/graph.ts";
import { type CallableEntity, describeEntity, type GraphBinding, type RecordedNode, sourceOf } from "../graph/index.ts";
import { FunctionWorkflow, type WorkflowGraph } from "../workflow/index.ts";
import { nodesOf, upstreamOf } from "./binding-data.ts";
import { closureOf } from "./closure.ts";

/** The server's limit on the nodes of one workflow. */
const mostNodes = 100;

/** All problems of the entities and of everything that they call. */
export async function problemsOf(roots: readonly CallableEntity[]): Promise<readonly CompileProblem[]> {
  const problems: CompileProblem[] = [];
  for (const entity of await closureOf(roots)) {
    if (!(entity instanceof FunctionWorkflow)) continue;
    const graph = await entity.compile();
    const facts = { entity: describeEntity(entity), where: sourceOf(entity.embedded) };
    for (const problem of graphProblems(graph)) problems.push({ ...facts, ...problem });
  }
  return problems;
}

type GraphProblem = Pick<CompileProblem, "node" | "text" | "remedy">;

function graphProblems(graph: WorkflowGraph): readonly GraphProblem[] {
  return [...sizeProblems(graph), ...duplicateProblems(graph), ...cycleProblems(graph), ...aliasProblems(graph)];
}

function sizeProblems({ nodes }: WorkflowGraph): readonly GraphProblem[] {
  if (nodes.length === 0) {
    return [
      {
        text: "it calls nothing, and a workflow needs at least one node",
        remedy: "let it call a task, even if that only passes its input on",
      },
    ];
  }
  if (nodes.length > mostNodes) {
    return [
      {
        text: `it has ${nodes.length} nodes, and the server takes at most ${mostNodes}`,
        remedy: "move parts of it into sub-workflows, or use a dynamic task",
      },
    ];
  }
  return [];
}

function duplicateProblems({ nodes }: WorkflowGraph): readonly GraphProblem[] {
  const ids = nodes.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    node: id,
    text: "several nodes have this id",
    remedy: "give each another nodeName",
  }));
}

/** Only `.after()` can make a circle: a call cannot take the result of a later one. */
function cycleProblems({ nodes }: WorkflowGraph): readonly GraphProblem[] {
  const done = new Set<RecordedNode>();
  const problems: GraphProblem[] = [];
  const visit = (node: RecordedNode, path: readonly RecordedNode[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) {
      const circle = [...path.slice(start), node].map(({ id }) => id).reverse();
      problems.push({
        text: `nodes wait for each other in a circle: ${circle.join(" → ")}`,
        remedy: "remove one .after() of the circle",
      });
      return;
    }
    if (done.has(node)) return;
    for (const upstream of upstreamOf(node)) visit(upstream, [...path, node]);
    done.add(node);
  };
  for (const node of nodes) visit(node, []);
  return problems;
}

/** An alias takes an output's name away: the server does not find it under the old one any more. */
function aliasProblems({ nodes, outputs }: WorkflowGraph): readonly GraphProblem[] {
  const used = [...nodes.flatMap((node) => [...node.inputs.values()]), ...outputs.values()];
  return nodes.flatMap((node) =>
    Object.entries(node.overrides.aliases ?? {})
      .filter(([output]) => used.some((binding) => takes(binding, node, output)))
      .map(([output, alias]) => ({
        node: node.id,
        text: `its output "${output}" is renamed to "${alias}", and something takes it as "${output}"`,
        remedy: "leave the alias out, or take nothing from the output",
      })),
  );
}

function takes(binding: GraphBinding, node: RecordedNode, output: string): boolean {
  if (binding.kind === "reference") return binding.reference.var === output && nodesOf(binding).includes(node);
  if (binding.kind === "collection") return binding.bindings.some((item) => takes(item, node, output));
  if (binding.kind === "map") return Object.values(binding.bindings).some((item) => takes(item, node, output));
  return false;
}
