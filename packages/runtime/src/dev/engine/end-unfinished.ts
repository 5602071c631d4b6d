/** Nodes that nobody runs any more when their execution ends: a server before this one had begun with them. */
import {
  NodeExecution_Phase as NodePhase,
  TaskExecution_Phase as TaskPhase,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { ExecutionKey } from "../database/executions.ts";
import { readExecution } from "../database/executions.ts";
import { pidFileOf } from "./attempt-place.ts";
import type { EngineContext } from "./engine-context.ts";
import { errorBytes, nodeAborted } from "./execution-errors.ts";
import { endOrphan } from "./orphans.ts";
import { nodesInPhases, updateNode } from "./records/node-executions.ts";
import { attemptsOfNode, updateAttempt } from "./records/task-executions.ts";

const unfinished = [NodePhase.QUEUED, NodePhase.RUNNING, NodePhase.FAILING, NodePhase.DYNAMIC_RUNNING];

/** Ends their processes and the executions that they have started, and records them as aborted. */
export async function endUnfinished(engine: EngineContext, key: ExecutionKey, reason: string): Promise<void> {
  for (const node of nodesInPhases(engine.database, key, unfinished)) {
    const running = attemptsOfNode(engine.database, node).filter(({ phase }) => phase === TaskPhase.RUNNING);
    for (const { log_uri, started_at } of running) {
      if (log_uri === null) continue;
      await endOrphan(pidFileOf(log_uri, started_at), engine.settings.grace);
    }
    if (node.child_execution !== null) {
      const child = { ...key, name: node.child_execution };
      if (readExecution(engine.database, child) !== undefined)
        engine.abort(child, `parent execution [${key.name}] ended: ${reason}`);
    }
    const now = engine.now();
    engine.write(() => {
      for (const attempt of running) {
        updateAttempt(engine.database, attempt, { phase: TaskPhase.ABORTED, updated_at: now, ended_at: now });
      }
      updateNode(engine.database, node, {
        phase: NodePhase.ABORTED,
        error: errorBytes(nodeAborted(reason)),
        updated_at: now,
        ended_at: now,
      });
    });
  }
}
