/**
 * Runs a compiled workflow: the template that is registered, node by node, with the literals that would be on its edges.
 * Nodes start as soon as what they wait for has ended.
 */

import { closureOf, workflowTemplate } from "../compile/index.ts";
import { nodeCycle } from "../errors/graph.ts";
import { type CallableEntity, describeEntity } from "../graph/index.ts";
import type { LiteralMap, Node, WorkflowTemplate } from "../model/index.ts";
import { localSettings } from "../settings/index.ts";
import { FunctionTask } from "../task/index.ts";
import { FunctionWorkflow } from "../workflow/index.ts";
import type { LocalRun } from "./local-run.ts";
import { resolveBindings } from "./resolve-bindings.ts";

/** Runs a workflow; `path` holds the ids of the nodes around it, and is `""` for the outermost. */
export async function runWorkflow(
  run: LocalRun,
  workflow: FunctionWorkflow,
  inputs: LiteralMap,
  path: string,
): Promise<LiteralMap> {
  const entities = new Map((await closureOf([workflow])).map((entity) => [entity.name, entity]));
  const template = await workflowTemplate(workflow, localSettings);
  const finished = new Map<string, LiteralMap>([["", inputs]]);
  const waitsFor = new Map(template.nodes.map((node) => [node.id, new Set(node.upstreamNodeIds)]));
  const waiting = new Map(template.nodes.map((node) => [node.id, node]));
  const followers = followersOf(template);
  const failures: unknown[] = [];
  const place = { workflow: describeEntity(workflow) };

  const start = async (node: Node): Promise<void> => {
    waiting.delete(node.id);
    try {
      const literals = resolveBindings(node.inputs, finished, place);
      finished.set(node.id, await runNode(run, entityOf(node, entities), node, literals, `${path}${node.id}`));
    } catch (error) {
      failures.push(error);
      return;
    }
    const ready = (followers.get(node.id) ?? []).filter((id) => {
      const upstream = waitsFor.get(id);
      upstream?.delete(node.id);
      return upstream?.size === 0;
    });
    if (failures.length > 0 && template.metadata.onFailure === "fail-immediately") return;
    await startAll(ready);
  };
  const startAll = async (ids: readonly string[]): Promise<void> => {
    await Promise.all(ids.flatMap((id) => waiting.get(id) ?? []).map(start));
  };

  await startAll(template.nodes.filter((node) => node.upstreamNodeIds.length === 0).map(({ id }) => id));
  if (failures.length > 0) throw failures[0];
  if (waiting.size > 0) throw nodeCycle(describeEntity(workflow), [...waiting.keys()]);
  return resolveBindings(template.outputs, finished, place);
}

/** The nodes that wait for each node. */
function followersOf(template: WorkflowTemplate): ReadonlyMap<string, readonly string[]> {
  const followers = new Map<string, string[]>();
  for (const node of template.nodes) {
    for (const id of node.upstreamNodeIds) {
      const list = followers.get(id);
      if (list === undefined) followers.set(id, [node.id]);
      else list.push(node.id);
    }
  }
  return followers;
}

function entityOf(node: Node, entities: ReadonlyMap<string, CallableEntity>): CallableEntity {
  const { target } = node;
  const id =
    target.kind === "task"
      ? target.referenceId
      : target.kind === "sub-workflow"
        ? target.subWorkflowRef
        : target.launchplanRef;
  const entity = entities.get(id.name);
  if (entity === undefined) throw new Error(`node ${node.id} calls ${id.name}, which is not in the workflow's closure`);
  return entity;
}

function runNode(
  run: LocalRun,
  entity: CallableEntity,
  node: Node,
  inputs: LiteralMap,
  path: string,
): Promise<LiteralMap> {
  if (entity instanceof FunctionTask)
    return run.runTask(entity, inputs, { node: path, retries: node.metadata.retries });
  if (entity instanceof FunctionWorkflow) return runWorkflow(run, entity, inputs, `${path}/`);
  throw new Error(`a ${entity.kind} cannot run here`);
}
