/**
 * Runs a compiled workflow: the template that is registered, node by node, with the literals that would be on its edges.
 * Nodes start as soon as what they wait for has ended.
 */

import { type CallableEntity, describeEntity } from "../graph/index.ts";
import type { LiteralMap, Node } from "../model/index.ts";
import { identifierKey } from "../settings/index.ts";
import { isTask } from "../task/index.ts";
import { type CompilableWorkflow, isWorkflow } from "../workflow/index.ts";
import { checkBoundary } from "./check-boundary.ts";
import { Halt, stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { planOf } from "./plan.ts";
import { resolveBindings } from "./resolve-bindings.ts";

/** Where in a run a workflow stands. */
export interface WorkflowPlace {
  /** The ids of the nodes around it, each with a `/` behind it; `""` for the outermost. */
  readonly path: string;
  /** Of the workflow around it. */
  readonly halt: Halt | undefined;
}

/** Runs a workflow. What runs when a node fails is waited for before the error comes out. */
export async function runWorkflow(
  run: LocalRun,
  workflow: CompilableWorkflow,
  inputs: LiteralMap,
  { path, halt: around }: WorkflowPlace,
): Promise<LiteralMap | typeof stopped> {
  await checkBoundary(workflow, inputs, "input", run.access);
  const { template, entities, followers } = await planOf(workflow);
  const finished = new Map<string, LiteralMap>([["", inputs]]);
  const waitsFor = new Map(template.nodes.map((node) => [node.id, node.upstreamNodeIds.length]));
  const failures: unknown[] = [];
  const halt = new Halt(template.metadata.onFailure, around);
  const place = { workflow: describeEntity(workflow) };

  const start = async (node: Node): Promise<void> => {
    try {
      const literals = resolveBindings(node.inputs, finished, place);
      const outputs = await runNode(run, entityOf(node, entities), node, literals, { path: `${path}${node.id}`, halt });
      if (outputs === stopped) return;
      finished.set(node.id, outputs);
    } catch (error) {
      failures.push(error);
      halt.fail();
      return;
    }
    await startAll((followers.get(node.id) ?? []).filter(({ id }) => countDown(waitsFor, id) === 0));
  };
  const startAll = async (nodes: readonly Node[]): Promise<void> => {
    if (!halt.isStopped) await Promise.all(nodes.map(start));
  };

  await startAll(template.nodes.filter((node) => node.upstreamNodeIds.length === 0));
  if (failures.length > 0) throw failures[0];
  if (finished.size <= template.nodes.length) return stopped;
  const outputs = resolveBindings(template.outputs, finished, place);
  await checkBoundary(workflow, outputs, "output", run.access);
  return outputs;
}

function entityOf({ target }: Node, entities: ReadonlyMap<string, CallableEntity>): CallableEntity | undefined {
  if (target.kind === "task") return entities.get(identifierKey(target.referenceId));
  return target.kind === "sub-workflow" ? entities.get(identifierKey(target.subWorkflowRef)) : undefined;
}

function countDown(counts: Map<string, number>, id: string): number {
  const count = (counts.get(id) ?? 0) - 1;
  counts.set(id, count);
  return count;
}

async function runNode(
  run: LocalRun,
  entity: CallableEntity | undefined,
  node: Node,
  inputs: LiteralMap,
  { path, halt }: { readonly path: string; readonly halt: Halt },
): Promise<LiteralMap | typeof stopped> {
  const { retries } = node.metadata;
  if (isTask(entity)) return run.runTask(entity, inputs, { node: path, retries, halt });
  if (isWorkflow(entity)) return runWorkflow(run, entity, inputs, { path: `${path}/`, halt });
  throw new Error(`node ${path} calls a ${entity?.kind}, which cannot run here`);
}
