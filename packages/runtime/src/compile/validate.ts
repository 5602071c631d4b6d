/**
 * What the server would refuse, or take and fail with at run time, found before anything is sent: a pure function that
 * returns all problems. It mirrors the server's own compiler for the constructs that workflows have here.
 */
import type { CompileProblem, GraphProblem } from "../errors/graph.ts";
import { type CallableEntity, describeEntity, sourceOf, type WorkflowGraph } from "../graph/index.ts";
import type { Variable } from "../model/index.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { branchProblems, takes } from "./branch-problems.ts";
import { closureOf } from "./closure.ts";
import { arrayProblems, gateProblems } from "./construct-problems.ts";
import { findCircles } from "./find-circles.ts";
import { annotationProblems, labelProblems } from "./label-problems.ts";
import { launchPlanProblems } from "./launch-plan-problems.ts";
import { nameProblems } from "./name-problems.ts";
import { type PlacedNode, placedNodes } from "./placed-nodes.ts";
import { queryProblems } from "./query-problems.ts";
import { resourceProblems } from "./resource-problems.ts";
import { typeProblems } from "./type-problems.ts";

/** The server's limit on the nodes of one workflow. */
const mostNodes = 100;

/** All problems of the entities and of everything that they call. */
export async function problemsOf(roots: readonly CallableEntity[]): Promise<readonly CompileProblem[]> {
  const problems: CompileProblem[] = [];
  const entities = await closureOf(roots);
  const workflows = new Set(entities.filter(isWorkflow).map(({ name }) => name));
  for (const entity of entities) {
    const facts = { entity: describeEntity(entity), where: sourceOf(entity.embedded) };
    for (const problem of await problemsIn(entity)) problems.push({ ...facts, ...problem });
    if (isLaunchPlan(entity) && entity.name !== entity.workflow.name && workflows.has(entity.name)) {
      const text = `the default launch plan of the workflow ${entity.name} has this name already`;
      problems.push({ ...facts, text, remedy: "give it another name" });
    }
  }
  return problems;
}

async function problemsIn(entity: CallableEntity): Promise<readonly GraphProblem[]> {
  if (isTask(entity)) return [...nameProblems(entity.name), ...resourceProblems(entity.options, undefined)];
  if (isLaunchPlan(entity)) return entity.name === entity.workflow.name ? [] : launchPlanProblems(entity);
  if (!isWorkflow(entity)) return [];
  const graph = await entity.compile();
  const { labels = {}, annotations = {} } = entity.options.defaultOptions ?? {};
  return [
    ...nameProblems(entity.name),
    ...sizeProblems(graph),
    ...graphProblems(graph, entity.interface.outputs),
    ...labelProblems(labels),
    ...annotationProblems(annotations),
    ...queryProblems(entity.options.queries ?? {}),
  ];
}

/** The problems of a workflow's nodes, or of those that a dynamic task asks for. */
export function graphProblems(
  graph: WorkflowGraph,
  outputs: { readonly [name: string]: Variable },
): readonly GraphProblem[] {
  const placed = placedNodes(graph);
  return [
    ...idProblems(placed),
    ...duplicateProblems(graph),
    ...circleProblems(graph),
    ...aliasProblems(placed, graph),
    ...typeProblems(placed, graph, outputs),
    ...branchProblems(placed, graph),
    ...arrayProblems(placed),
    ...gateProblems(placed),
    ...placed.flatMap(({ path, node }) => resourceProblems(node.overrides, path)),
  ];
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
        remedy: "move parts of it into sub-workflows",
      },
    ];
  }
  return [];
}

/** Names that the server uses itself, and characters that its storage paths cannot hold. */
function idProblems(placed: readonly PlacedNode[]): readonly GraphProblem[] {
  return placed.flatMap(({ path, node: { id } }) => {
    if (id === "start-node" || id === "end-node") {
      return [{ node: path, text: "the server has a node of this id already", remedy: "give it another nodeName" }];
    }
    if (/^[a-z0-9-]*$/.test(id)) return [];
    const text = "its id has letters that the server cannot find outputs by";
    return [{ node: path, text, remedy: "give it a nodeName of the letters a to z, digits and dashes" }];
  });
}

/** Those problems of a workflow that a local run has as well. */
export function runProblemsOf(graph: WorkflowGraph): readonly GraphProblem[] {
  return duplicateProblems(graph);
}

/** Nodes of one id: the server keeps one of them, and so would a local run. Ids in branches are those of the branch and their own. */
function duplicateProblems(graph: WorkflowGraph): readonly GraphProblem[] {
  const counts = new Map<string, number>();
  for (const { path } of placedNodes(graph)) counts.set(path, (counts.get(path) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([id, count]) => ({ node: id, text: `${count} nodes have this id`, remedy: "give each another nodeName" }));
}

function circleProblems(graph: WorkflowGraph): readonly GraphProblem[] {
  return findCircles(graph).map((circle) => ({
    text: `nodes wait for each other in a circle: ${circle.map(({ id }) => id).join(" → ")}`,
    remedy: "remove one .after() of the circle",
  }));
}

/** An alias takes an output's name away: the server does not find it under the old one any more. */
function aliasProblems(placed: readonly PlacedNode[], { outputs }: WorkflowGraph): readonly GraphProblem[] {
  const used = [...placed.flatMap(({ node }) => [...node.inputs.values()]), ...outputs.values()];
  return placed.flatMap(({ path, node }) =>
    Object.entries(node.overrides.aliases ?? {})
      .filter(([output]) => used.some((binding) => takes(binding, node, output)))
      .map(([output, alias]) => ({
        node: path,
        text: `its output "${output}" is renamed to "${alias}", and something takes it as "${output}"`,
        remedy: "leave the alias out, or take nothing from the output",
      })),
  );
}
