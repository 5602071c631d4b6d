/** Runs an array node: what it holds, once for every element of its list inputs. */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as Phase,
} from "../../../idl/gen/flyteidl/core/execution_pb.ts";
import { type Literal, LiteralMapSchema, LiteralSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../../idl/gen/flyteidl/core/tasks_pb.ts";
import type { ArrayNode, Node } from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { idKey } from "../../compiler/graph-state.ts";
import { attemptRow } from "../attempt-records.ts";
import { executionError, invalidArrayLength, Kind, runtimeError } from "../execution-errors.ts";
import { failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { literalMap, type NodeOutputs, storedOutputs } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";
import { nodeRow } from "../queue-nodes.ts";
import { insertNode, type NodeExecutionRow, readNode } from "../records/node-executions.ts";
import { insertAttempt, updateAttempt } from "../records/task-executions.ts";
import { readOffloaded } from "../resolve-bindings.ts";
import { Room } from "../room.ts";
import { uniqueNodeId } from "../unique-id.ts";
import { runElement, sharesInputs } from "./array-element.ts";

type Literals = { readonly [name: string]: Literal };

/** Runs the elements and collects their outputs into lists, with none for those that may fail and did. */
export async function runArrayNode(given: NodeContext, array: ArrayNode): Promise<NodeResult> {
  const task = taskOf(given, array);
  const { node } = array;
  if (node === undefined) return failed(runtimeError(`array node [${given.row.node_id}] holds no node`));
  const { objects } = given.scope.run.engine;
  const inputs: Literals = Object.fromEntries(
    Object.entries(given.inputs).map(([name, literal]) => [name, readOffloaded(literal, objects)]),
  );
  const context = { ...given, inputs };
  const size = sizeOf(inputs, array.boundInputs);
  if (typeof size !== "number") return failed(size);
  writeRunning(context, {}, () => writeArray(context, task, Phase.RUNNING));
  const result = size === 0 ? [] : await runElements(context, array, node, size);
  if ("kind" in result) {
    const { record } = result;
    const phase = result.kind === "aborted" ? Phase.ABORTED : Phase.FAILED;
    return {
      ...result,
      record: () => {
        record?.();
        writeArray(context, task, phase);
      },
    };
  }
  const uri = objects.uriOf(`${context.folder}/0/outputs.pb`);
  objects.write(uri, toBinary(LiteralMapSchema, literalMap(collected(task, result))));
  return {
    kind: "succeeded",
    outputs: storedOutputs(objects, uri),
    record: () => writeArray(context, task, Phase.SUCCEEDED, uri),
  };
}

function taskOf({ scope }: NodeContext, { node }: ArrayNode): TaskTemplate | undefined {
  const id = node?.target.case === "taskNode" ? node.target.value.reference.value : undefined;
  return id === undefined ? undefined : scope.tasks.get(idKey(id));
}

function sizeOf(inputs: Literals, bound: readonly string[]) {
  let size: number | undefined;
  for (const [name, { value }] of Object.entries(inputs)) {
    if (value.case !== "collection" || bound.includes(name)) continue;
    const { length } = value.value.literals;
    if (size !== undefined && size !== length) return invalidArrayLength(size, length);
    size = length;
  }
  return size ?? 1;
}

/** The outputs of each element, undefined for one that failed; or what the whole ends with. */
async function runElements(
  context: NodeContext,
  array: ArrayNode,
  node: Node,
  size: number,
): Promise<readonly (Literals | undefined)[] | NodeResult> {
  const { scope, signal } = context;
  const { engine } = scope.run;
  const needed = neededOf(array, size);
  const halt = new AbortController();
  const inside = { ...context, signal: AbortSignal.any([signal, halt.signal]) };
  const option = array.parallelismOption;
  const room =
    option.case === undefined ? context.room : new Room(option.value === 0 ? Number.POSITIVE_INFINITY : option.value);
  const outputs: (NodeOutputs | undefined)[] = new Array(size).fill(undefined);
  const messages: string[] = [];
  let failures = 0;
  let fatal: NodeResult | undefined;
  const rows = elementRows(context, array, size);
  await Promise.all(
    rows.map(async (row, index) => {
      const result = await runElement({ ...inside, room }, { array, node, row, index });
      if (result.kind === "aborted") return;
      if (result.kind === "failed") {
        failures++;
        messages.push(`[${index}]: ${result.error.message}\n`);
        if (result.isFatal === true) fatal = result;
        if (fatal !== undefined || (size - failures < needed && !array.runAllSubNodes)) halt.abort("ArrayNodeFailing");
        return;
      }
      outputs[index] = result.outputs;
    }),
  );
  if (signal.aborted) return { kind: "aborted" };
  if (fatal !== undefined) return fatal;
  if (size - failures >= needed) return readAll(outputs);
  const message = messages.join("");
  const error =
    message === ""
      ? executionError("ArrayNodeFailing", "Unknown reason", Kind.UNKNOWN)
      : executionError("ArrayNodeFailing", message, Kind.USER);
  engine.log(`${scope.run.key.name}: ${context.row.node_id} failed with ${failures} of ${size} elements`);
  return failed(error);
}

/** What the elements have left may be no document: then the platform does not get on with the execution. */
function readAll(outputs: readonly (NodeOutputs | undefined)[]): readonly (Literals | undefined)[] | NodeResult {
  try {
    return outputs.map((one) => one?.read());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: "failed", error: runtimeError(`the outputs of an element cannot be read: ${why}`), isFatal: true };
  }
}

function neededOf({ successCriteria }: ArrayNode, size: number): number {
  switch (successCriteria.case) {
    case "minSuccesses":
      return successCriteria.value;
    case "minSuccessRatio":
      // A ratio of 32 bits is a little more or less than what was meant.
      return Math.ceil(Number((successCriteria.value * size).toFixed(4)));
    default:
      return size;
  }
}

function elementRows({ scope, row }: NodeContext, array: ArrayNode, size: number): readonly NodeExecutionRow[] {
  const { run } = scope;
  const { engine } = run;
  const rows = Array.from({ length: size }, (_, index) => {
    const specId = `n${index}`;
    const id = uniqueNodeId({ id: row.node_id, attempt: 0 }, specId);
    const element = nodeRow(run, { id, specId, kind: "element", parentId: row.node_id, phase: NodePhase.QUEUED });
    return sharesInputs(array) ? { ...element, input_uri: row.input_uri } : element;
  });
  engine.write(() => {
    for (const element of rows) insertNode(engine.database, element);
  });
  return run.isResumed ? rows.map((element) => readNode(engine.database, element) ?? element) : rows;
}

/** Each output is a list with a literal for every element. */
function collected(task: TaskTemplate | undefined, results: readonly (Literals | undefined)[]): Literals {
  const names = new Set(Object.keys(task?.interface?.outputs?.variables ?? {}));
  for (const result of results) for (const name of Object.keys(result ?? {})) names.add(name);
  const none = create(LiteralSchema, {
    value: { case: "scalar", value: { value: { case: "noneType", value: {} } } },
  });
  const lists = [...names].map((name) => {
    const literals = results.map((result) => result?.[name] ?? none);
    return [name, create(LiteralSchema, { value: { case: "collection", value: { literals } } })] as const;
  });
  return Object.fromEntries(lists);
}

/** The array as one execution of its task. */
function writeArray(context: NodeContext, task: TaskTemplate | undefined, phase: Phase, outputUri?: string): void {
  if (task === undefined) return;
  const { engine } = context.scope.run;
  const now = engine.now();
  const row = { ...attemptRow(context, task, { attempt: 0, logUri: null }, now), phase };
  insertAttempt(engine.database, row);
  if (phase === Phase.RUNNING) return;
  updateAttempt(engine.database, row, {
    phase,
    updated_at: now,
    ended_at: now,
    ...(outputUri === undefined ? {} : { output_uri: outputUri }),
  });
}
