/** What a workflow is made of, in plain words: for pictures, and for tests that look at a graph. */
import type { CallableEntity } from "../graph/index.ts";
import { isArrayCall } from "../graph/recording.ts";
import type { Binding, GateNode, Node } from "../model/index.ts";
import { identifierKey, localSettings } from "../settings/index.ts";
import { type CompilableWorkflow, isWorkflow } from "../workflow/index.ts";
import { closureOf } from "./closure.ts";
import { nodesWithin } from "./dependencies.ts";
import { bindingText, conditionText } from "./graph-words.ts";
import { identifierFor } from "./node-template.ts";
import { workflowTemplate } from "./workflow-template.ts";

/** What a node runs. */
export type PictureKind = "task" | "workflow" | "launch-plan" | "branch" | "map" | "approve" | "signal" | "sleep";

/** One node of a workflow. */
export interface PictureNode {
  readonly id: string;
  readonly kind: PictureKind;
  /** The name of what it runs; of a branch or a gate its own name. */
  readonly entity: string;
  /** Ids of the nodes that it waits for, sorted. */
  readonly upstream: readonly string[];
  /** Each input in words: `n0.o0`, `inputs.rows[3]`, `5`. */
  readonly inputs: { readonly [name: string]: string };
  /** Of a branch: its cases in order. */
  readonly cases?: readonly PictureCase[];
  /** Of a map: how many run at a time, where that is bounded, and which inputs each element gets whole. */
  readonly map?: { readonly parallelism?: number; readonly bound: readonly string[] };
  /** Of a sub-workflow: what it is made of. */
  readonly workflow?: GraphPicture;
}

/** One case of a branch. */
export interface PictureCase {
  /** `n0.o0 > 5`; undefined of the last one. */
  readonly condition?: string;
  /** What it runs; undefined where it fails. */
  readonly node?: PictureNode;
  /** What it fails with. */
  readonly error?: string;
}

/** A workflow, in plain words. */
export interface GraphPicture {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly nodes: readonly PictureNode[];
  readonly outputs: { readonly [name: string]: string };
  /** What runs when a node has failed. */
  readonly failureNode?: PictureNode;
}

/** What a workflow is made of, with the workflows inside it. Throws where workflows contain each other. */
export async function graphPicture(workflow: CompilableWorkflow): Promise<GraphPicture> {
  await closureOf([workflow]);
  return pictureOf(workflow);
}

async function pictureOf(workflow: CompilableWorkflow): Promise<GraphPicture> {
  const graph = await workflow.compile();
  const template = await workflowTemplate(workflow, localSettings);
  const called = nodesWithin(graph).map(({ entity }) => (isArrayCall(entity) ? entity.target : entity));
  const entities = new Map(called.map((entity) => [identifierKey(identifierFor(entity, localSettings)), entity]));
  const { failureNode } = template;
  return {
    name: workflow.name,
    inputs: Object.keys(workflow.embedded.inputs.properties),
    nodes: await Promise.all(template.nodes.map((node) => nodePicture(node, entities))),
    outputs: bindingTexts(template.outputs),
    ...(failureNode === undefined ? {} : { failureNode: await nodePicture(failureNode, entities) }),
  };
}

async function nodePicture(node: Node, entities: ReadonlyMap<string, CallableEntity>): Promise<PictureNode> {
  const { target } = node;
  const common = { id: node.id, upstream: [...node.upstreamNodeIds].sort(), inputs: bindingTexts(node.inputs) };
  switch (target.kind) {
    case "task":
      return { ...common, kind: "task", entity: target.referenceId.name };
    case "launch-plan":
      return { ...common, kind: "launch-plan", entity: target.launchplanRef.name };
    case "sub-workflow": {
      const entity = entities.get(identifierKey(target.subWorkflowRef));
      const inside = isWorkflow(entity) ? { workflow: await pictureOf(entity) } : {};
      return { ...common, kind: "workflow", entity: target.subWorkflowRef.name, ...inside };
    }
    case "branch": {
      const { cases, otherwise } = target.branch;
      const last: PictureCase =
        otherwise.kind === "error"
          ? { error: otherwise.message }
          : { node: await nodePicture(otherwise.node, entities) };
      const others = cases.map(async ({ condition, thenNode }): Promise<PictureCase> => {
        return { condition: conditionText(condition), node: await nodePicture(thenNode, entities) };
      });
      return { ...common, kind: "branch", entity: node.metadata.name, cases: [...(await Promise.all(others)), last] };
    }
    case "array": {
      const { array } = target;
      const entity = mappedName(array.node, entities);
      const parallelism = array.parallelism === undefined ? {} : { parallelism: array.parallelism };
      return { ...common, kind: "map", entity, map: { ...parallelism, bound: array.boundInputs } };
    }
    case "gate":
      return { ...common, kind: target.gate.kind, entity: gateName(target.gate) };
  }
}

/** What is mapped over: a map task runs another. */
function mappedName({ target }: Node, entities: ReadonlyMap<string, CallableEntity>): string {
  if (target.kind === "launch-plan") return target.launchplanRef.name;
  if (target.kind !== "task") return "";
  const entity = entities.get(identifierKey(target.referenceId));
  return entity !== undefined && "target" in entity ? (entity.target as CallableEntity).name : target.referenceId.name;
}

function gateName(gate: GateNode): string {
  return gate.kind === "sleep" ? `${gate.duration / 1000} s` : gate.signalId;
}

function bindingTexts(bindings: readonly Binding[]): { readonly [name: string]: string } {
  return Object.fromEntries(bindings.map(({ var: name, binding }) => [name, bindingText(binding)]));
}
