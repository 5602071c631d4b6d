/** Runs an execution from its row to its end. */
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  ExecutionSpecSchema,
  ExecutionMetadata_ExecutionMode as Mode,
} from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import {
  ExecutionErrorSchema,
  NodeExecution_Phase as NodePhase,
  WorkflowExecution_Phase as Phase,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { endNodeId, startNodeId } from "../compiler/graph-state.ts";
import { type ExecutionChange, type ExecutionKey, readExecution, updateExecution } from "../database/executions.ts";
import { closureTemplates } from "./closure-templates.ts";
import { endUnfinished } from "./end-unfinished.ts";
import type { EngineContext } from "./engine-context.ts";
import { errorBytes, runtimeError } from "./execution-errors.ts";
import { abortReason, type GraphResult, nodeFolder, type Run } from "./node-context.ts";
import { givenOutputs, literalMap } from "./node-outputs.ts";
import { nodeRow } from "./queue-nodes.ts";
import { insertNode } from "./records/node-executions.ts";
import { Room } from "./room.ts";
import { runGraph } from "./run-graph.ts";
import { runNode } from "./run-node.ts";
import { runWorkflow } from "./run-workflow.ts";

/** Whether an execution has ended for good. */
export function isOver(phase: number): boolean {
  return phase === Phase.SUCCEEDED || phase === Phase.FAILED || phase === Phase.ABORTED || phase === Phase.TIMED_OUT;
}

/** Runs an execution, or goes on with it. */
export async function runExecution(engine: EngineContext, key: ExecutionKey, signal: AbortSignal): Promise<void> {
  const row = readExecution(engine.database, key);
  if (row === undefined || isOver(row.phase)) return;
  let result: GraphResult;
  try {
    const spec = fromBinary(ExecutionSpecSchema, row.spec);
    const { primary, tasks, workflows } = closureTemplates(engine.workflowOf(row));
    const reference = spec.metadata?.mode === Mode.RECOVERED ? spec.metadata.referenceExecution : undefined;
    const parallelism = spec.maxParallelism;
    const run: Run = {
      engine,
      key: { project: key.project, domain: key.domain, name: key.name },
      row,
      spec,
      room: new Room(
        parallelism < 0 ? Number.POSITIVE_INFINITY : parallelism === 0 ? engine.settings.parallelism : parallelism,
      ),
      recovered: reference,
      isResumed: row.phase !== Phase.QUEUED || row.started_at !== null,
      inside: { node: runNode, graph: runGraph, workflow: runWorkflow },
    };
    begin(run);
    const inputs = fromBinary(LiteralMapSchema, row.inputs).literals;
    const outputs = new Map([[startNodeId, givenOutputs(inputs)]]);
    result = signal.aborted
      ? { kind: "aborted" }
      : await runWorkflow({ run, signal, outputs, tasks, workflows }, primary);
    if (!engine.isClosing()) await endUnfinished(engine, key, abortReason(signal));
    end(run, result, signal);
  } catch (error) {
    const failure = runtimeError(error instanceof Error ? error.message : String(error));
    // Where not even that can be recorded the execution has not ended: whoever resumes it goes on with it.
    if (!engine.isClosing()) await endUnfinished(engine, key, failure.message);
    writeEnd(engine, key, { phase: Phase.FAILED, error: errorBytes(failure), error_kind: failure.kind });
  }
}

/** The execution runs from here on, and its inputs stand as the outputs of its first node. */
function begin(run: Run): void {
  const { engine, key, row } = run;
  const start = endpoint(run, startNodeId);
  engine.objects.write(start.output_uri, row.inputs);
  const now = engine.now();
  engine.write(() => {
    updateExecution(engine.database, key, {
      ...(row.phase === Phase.ABORTING ? {} : { phase: Phase.RUNNING }),
      started_at: row.started_at ?? now,
      updated_at: now,
    });
    insertNode(engine.database, start);
  });
  engine.log(`${key.name}: ${run.isResumed ? "goes on with" : "started"} ${row.workflow_name}`);
}

function end(run: Run, result: GraphResult, signal: AbortSignal): void {
  const { engine, key } = run;
  if (result.kind === "failed" && !signal.aborted) {
    const { error } = result;
    writeEnd(engine, key, { phase: Phase.FAILED, error: errorBytes(error), error_kind: error.kind });
    return;
  }
  if (result.kind !== "succeeded") {
    writeEnd(engine, key, { phase: Phase.ABORTED });
    return;
  }
  const outputs = toBinary(LiteralMapSchema, literalMap(result.outputs));
  const last = endpoint(run, endNodeId);
  engine.objects.write(last.output_uri, outputs);
  writeEnd(engine, key, { phase: Phase.SUCCEEDED, outputs }, () => insertNode(engine.database, last));
}

/** The row of the node that stands for the workflow's inputs or outputs. */
function endpoint(run: Run, id: string) {
  const { engine, key } = run;
  const kind = id === startNodeId ? "start" : "end";
  return {
    ...nodeRow(run, { id, specId: id, kind, parentId: null, phase: NodePhase.SUCCEEDED }),
    output_uri: engine.objects.uriOf(`${nodeFolder(key, id)}/0/outputs.pb`),
  };
}

function writeEnd(
  engine: EngineContext,
  key: ExecutionKey,
  change: ExecutionChange,
  also: () => void = () => {},
): void {
  // What the end of this server has stopped goes on with the next one.
  if (engine.isClosing()) return;
  const now = engine.now();
  engine.write(() => {
    updateExecution(engine.database, key, { ...change, updated_at: now, ended_at: now });
    also();
  });
  engine.log(`${key.name}: ${endText(change, now - (readExecution(engine.database, key)?.started_at ?? now))}`);
}

/** The longest text of an error in a line; the whole of it is in the database. */
const longestError = 200;

function endText({ phase, error }: ExecutionChange, milliseconds: number): string {
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
  if (phase === Phase.SUCCEEDED) return `succeeded in ${seconds}`;
  if (phase !== Phase.FAILED) return `aborted after ${seconds}`;
  const { code, message } = fromBinary(ExecutionErrorSchema, error ?? new Uint8Array());
  const text = message.trim().replace(/\s+/g, " ");
  const shown = text.length > longestError ? `${text.slice(0, longestError)}…` : text;
  return `failed after ${seconds}: ${code}: ${shown}`;
}
