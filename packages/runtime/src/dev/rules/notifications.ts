import type { Notification } from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { WorkflowExecution_Phase as Phase } from "../../idl/gen/flyteidl/core/execution_pb.ts";
import { invalidArgument, missingField } from "../answers/refusals.ts";

/** The phases that an execution does not leave any more. */
export const terminalPhases: ReadonlySet<Phase> = new Set<Phase>([
  Phase.SUCCEEDED,
  Phase.FAILED,
  Phase.ABORTED,
  Phase.TIMED_OUT,
]);

/** Throws for a notification to nobody, of nothing, or of a phase that does not last. */
export function checkNotifications(notifications: readonly Notification[]): void {
  for (const { type, phases } of notifications) {
    if (type.case === undefined) throw missingField("notification type");
    if (type.value.recipientsEmail.length === 0) throw missingField("recipients");
    if (type.value.recipientsEmail.includes("")) throw missingField("recipient");
    if (phases.length === 0) throw missingField("phases");
    const passing = phases.find((phase) => !terminalPhases.has(phase));
    if (passing !== undefined) {
      const name = Object.entries(Phase).find(([, value]) => value === passing)?.[0] ?? String(passing);
      throw invalidArgument(`invalid notification phase ${name}: expected a terminal one`);
    }
  }
}
