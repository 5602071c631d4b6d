/**
 * What the server would refuse, or take and fail with at run time, found before anything is sent: a pure function that
 * returns all problems. It mirrors the server's own compiler for the constructs that workflows have here.
 */
import type { CompileProblem, GraphProblem } from "../errors/graph.ts";
import {
  type CallableEntity,
  describeEntity,
  type GraphBinding,
  type RecordedNode,
  sourceOf,
  type WorkflowGraph,
} from "../graph/index.ts";
import type { Variable } from "../model/index.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { nodesOf } from "./binding-data.ts";
import { closureOf } from "./closure.ts";
import { findCircles } from "./find-circles.ts";
import { annotationProblems, labelProblems } from "./label-problems.ts";
import { launchPlanProblems } from "./launch-plan-problems.ts";
import { nameProblems } from "./name-problems.ts";
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
  ];
}

/** The problems of a workflow's nodes, or of those that a dynamic task asks for. */
export function graphProblems(
  graph: WorkflowGraph,
  outputs: { readonly [name: string]: Variable },
): readonly GraphProblem[] {
  return [
    ...idProblems(graph),
    ...duplicateProblems(graph),
    ...circleProblems(graph),
    ...aliasProblems(graph),
    ...typeProblems(graph, outputs),
    ...graph.nodes.flatMap((node) => resourceProblems(node.overrides, node.id)),
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
function idProblems({ nodes }: WorkflowGraph): readonly GraphProblem[] {
  return nodes.flatMap(({ id }) => {
    if (id === "start-node" || id === "end-node") {
      return [{ node: id, text: "the server has a node of this id already", remedy: "give it another nodeName" }];
    }
    if (/^[a-z0-9-]*$/.test(id)) return [];
    const text = "its id has letters that the server cannot find outputs by";
    return [{ node: id, text, remedy: "give it a nodeName of the letters a to z, digits and dashes" }];
  });
}

/** Those problems of a workflow that a local run has as well. */
export function runProblemsOf(graph: WorkflowGraph): readonly GraphProblem[] {
  return duplicateProblems(graph);
}

/** Nodes of one id: the server keeps one of them, and so would a local run. */
function duplicateProblems({ nodes }: WorkflowGraph): readonly GraphProblem[] {
  const counts = new Map<string, number>();
  for (const { id } of nodes) counts.set(id, (counts.get(id) ?? 0) + 1);
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
