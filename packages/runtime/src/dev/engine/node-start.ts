import { NodeExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import type { NodeContext } from "./node-context.ts";
import { type NodeChange, updateNode } from "./records/node-executions.ts";

/** Records that a node runs, with what else is known about it by then. */
export function writeRunning({ scope, row }: NodeContext, change: NodeChange = {}, also: () => void = () => {}): void {
  const { engine } = scope.run;
  const now = engine.now();
  engine.write(() => {
    updateNode(engine.database, row, {
      phase: Phase.RUNNING,
      started_at: row.started_at ?? now,
      updated_at: now,
      ...change,
    });
    also();
  });
}
