/** Where the time of an execution went. */
import { fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { IdentifierSchema } from "../../idl/gen/flyteidl/core/identifier_pb.ts";
import type { SpanSchema } from "../../idl/gen/flyteidl/core/metrics_pb.ts";
import type { Database } from "../database/database.ts";
import type { ExecutionRow } from "../database/executions.ts";
import { type NodeExecutionRow, nodesOfExecution } from "../engine/records/node-executions.ts";
import { attemptsOfNode, type TaskExecutionRow } from "../engine/records/task-executions.ts";

type SpanInit = Exclude<MessageInitShape<typeof SpanSchema>, { $typeName: string }>;

/** A time that has not come yet is undefined. */
type Time = number | null | undefined;

/**
 * The time of an execution, of its nodes and of their attempts, and what lies between them.
 *
 * @param depth levels below the execution; negative is all of them
 */
export function executionSpan(database: Database, row: ExecutionRow, depth: number): SpanInit {
  const { project, domain, name } = row;
  const nodes = depth === 0 ? [] : nodesOfExecution(database, row).filter(isRun);
  return {
    ...between(row.created_at, row.ended_at),
    id: { case: "workflowId", value: { project, domain, name } },
    spans:
      depth === 0
        ? []
        : [
            operation("WORKFLOW_SETUP", row.created_at, first(nodes) ?? row.ended_at),
            ...nodes.map((node) => nodeSpan(database, node, depth - 1)),
            ...teardown("WORKFLOW_TEARDOWN", nodes, row.ended_at),
          ],
  };
}

function nodeSpan(database: Database, node: NodeExecutionRow, depth: number): SpanInit {
  const { project, domain, name, node_id } = node;
  const span: SpanInit = {
    ...between(node.created_at, node.ended_at),
    id: { case: "nodeId", value: { nodeId: node_id, executionId: { project, domain, name } } },
  };
  if (depth === 0) return span;
  const attempts = attemptsOfNode(database, node);
  const inside = nodesOfExecution(database, node, node_id).filter(isRun);
  const parts = [...attempts, ...inside];
  return {
    ...span,
    spans: [
      operation("NODE_SETUP", node.created_at, first(parts) ?? node.ended_at),
      ...attempts.map((attempt) => attemptSpan(attempt, depth - 1)),
      ...inside.map((child) => nodeSpan(database, child, depth - 1)),
      ...teardown("NODE_TEARDOWN", parts, node.ended_at),
    ],
  };
}

function attemptSpan(attempt: TaskExecutionRow, depth: number): SpanInit {
  const { project, domain, name, node_id, created_at, started_at, ended_at } = attempt;
  return {
    ...between(created_at, ended_at),
    id: {
      case: "taskId",
      value: {
        taskId: fromBinary(IdentifierSchema, attempt.task),
        nodeExecutionId: { nodeId: node_id, executionId: { project, domain, name } },
        retryAttempt: attempt.attempt,
      },
    },
    spans:
      depth === 0 || started_at === null
        ? []
        : [operation("TASK_SETUP", created_at, started_at), operation("TASK_RUNTIME", started_at, ended_at)],
  };
}

function teardown(name: string, parts: readonly (NodeExecutionRow | TaskExecutionRow)[], end: Time): SpanInit[] {
  const ends = parts.map(({ ended_at }) => ended_at);
  if (parts.length === 0 || end === null || end === undefined || ends.includes(null)) return [];
  return [operation(name, Math.max(...ends.map(Number)), end)];
}

function operation(name: string, start: Time, end: Time): SpanInit {
  return { ...between(start, end), id: { case: "operationId", value: name } };
}

function between(start: Time, end: Time): SpanInit {
  return {
    ...(typeof start === "number" ? { startTime: timestampFromMs(start) } : {}),
    ...(typeof end === "number" ? { endTime: timestampFromMs(end) } : {}),
  };
}

function first(parts: readonly { readonly created_at: number }[]): number | undefined {
  return parts.length === 0 ? undefined : Math.min(...parts.map(({ created_at }) => created_at));
}

/** The nodes that stand for inputs and outputs take no time, and those of cases that were not taken neither. */
function isRun({ kind, started_at }: NodeExecutionRow): boolean {
  return kind !== "start" && kind !== "end" && started_at !== null;
}
