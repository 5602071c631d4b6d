/** Runs an array node: its target once for every element of its list inputs. */
import { TsflyteError } from "../errors/index.ts";
import { unequalLengths } from "../errors/local.ts";
import type { CallableEntity } from "../graph/index.ts";
import type { ArrayNode, Literal, LiteralMap, Node, NodeMetadata } from "../model/index.ts";
import { isTask, type RegistrableTask } from "../task/index.ts";
import { Halt, stopped } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import { calledEntity, runEntity } from "./run-entity.ts";
import type { RunningGraph } from "./running-graph.ts";
import { substituteFor } from "./substitutes.ts";

/** Runs the elements and collects their outputs into lists, with null for those that may fail and did. */
export async function runArray(
  graph: RunningGraph,
  array: ArrayNode,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const { entity, node } = elementOf(calledEntity(graph, array.node), array.node, path);
  const lists = listsOf(array, inputs);
  const size = lists[0]?.[1].length ?? 1;
  const needed = neededOf(array, size);
  // An element that fails must not stop what is around the array: the others may be enough.
  const halt = new Halt("fail-after-executable-nodes-complete", graph.halt);
  const inside = { ...graph, halt };
  const results = Array.from({ length: size }, (): LiteralMap | undefined => undefined);
  const failures = new Map<number, unknown>();

  const runElement = async (index: number): Promise<void> => {
    try {
      const element = `${path}[${index}]`;
      const literals = elementInputs(inputs, lists, index);
      const { directory } = graph.run;
      directory.keep(element, "inputs", literals);
      const substitute = substituteFor(graph.run, entity, element);
      const outputs = await (substitute === undefined
        ? runEntity(inside, node, entity, element, literals)
        : substitute(literals, halt));
      if (outputs === stopped) return;
      results[index] = outputs;
      directory.keep(element, "outputs", outputs);
    } catch (error) {
      failures.set(index, error);
      if (size - failures.size < needed && !array.runAllSubNodes) halt.stop(error);
    }
  };
  let next = 0;
  const runSome = async (): Promise<void> => {
    while (next < size && !halt.isStopped) await runElement(next++);
  };
  await Promise.all(Array.from({ length: Math.min(size, widthOf(array, graph.run)) }, runSome));
  const [first] = failures;
  if (first !== undefined && size - failures.size < needed) throw elementFailed(...first);
  if (graph.halt.isStopped && results.filter((result) => result !== undefined).length + failures.size < size)
    return stopped;
  return collected(entity, results);
}

/** What runs for an element. A map task runs another, of which it says otherwise what is cached and tried again. */
function elementOf(
  called: CallableEntity | undefined,
  node: Node,
  path: string,
): { readonly entity: CallableEntity; readonly node: Node } {
  if (called === undefined) throw new Error(`nobody has told what node ${path} maps over`);
  if (!isTask(called) || !isElementwise(called)) return { entity: called, node };
  const { retries, discoverable, discoveryVersion, cacheSerializable } = called.metadata;
  const metadata: NodeMetadata = {
    cacheable: discoverable,
    cacheVersion: discoveryVersion,
    cacheSerializable,
    ...node.metadata,
    retries: node.metadata.retries > 0 ? node.metadata.retries : retries,
  };
  return { entity: called.target, node: { ...node, metadata } };
}

function isElementwise(task: RegistrableTask): task is RegistrableTask & { readonly target: RegistrableTask } {
  return "target" in task && isTask(task.target as RegistrableTask);
}

type List = readonly [name: string, literals: readonly Literal[]];

/** The inputs that are mapped over, which are of one length. */
function listsOf({ boundInputs }: ArrayNode, inputs: LiteralMap): readonly List[] {
  const lists = Object.entries(inputs).flatMap(([name, literal]): readonly List[] => {
    const value = literal.kind === "union" ? literal.value : literal;
    return value.kind === "collection" && !boundInputs.includes(name) ? [[name, value.literals]] : [];
  });
  if (new Set(lists.map(([, literals]) => literals.length)).size > 1) {
    throw unequalLengths(lists.map(([name, literals]) => [name, literals.length]));
  }
  return lists;
}

function elementInputs(inputs: LiteralMap, lists: readonly List[], index: number): LiteralMap {
  const elements = lists.map(([name, literals]) => [name, literals[index] as Literal] as const);
  return { ...inputs, ...Object.fromEntries(elements) };
}

/** How many elements run at a time: as many as the array may, and no more than the run has room for. */
function widthOf({ parallelism = 0 }: ArrayNode, { concurrency }: LocalRun): number {
  return parallelism === 0 ? concurrency : Math.min(parallelism, concurrency);
}

/** How many elements have to succeed. */
function neededOf({ success }: ArrayNode, size: number): number {
  if (success === undefined) return size;
  if (success.kind === "min-successes") return Math.min(success.count, size);
  return Math.ceil(success.ratio * size);
}

function collected({ embedded }: CallableEntity, results: readonly (LiteralMap | undefined)[]): LiteralMap {
  const names = Object.keys(embedded.outputs.properties);
  const lists = names.map((name): readonly [string, Literal] => [
    name,
    { kind: "collection", literals: results.map((result) => result?.[name] ?? { kind: "none" }) },
  ]);
  return Object.fromEntries(lists);
}

/** As the platform says it: with the element's index in front. */
function elementFailed(index: number, error: unknown): unknown {
  if (!(error instanceof TsflyteError)) return error;
  return new TsflyteError(error.code, `[${index}]: ${error.text}`, {
    where: error.where,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    cause: error.cause,
  });
}
