import { TsflyteError } from "../errors/index.ts";
import { taskCancelled, taskTimedOut } from "../errors/local.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import type { LiteralMap } from "../model/index.ts";
import type { ExecutionResult, RegistrableTask } from "../task/index.ts";
import { withActiveCall } from "./active-call.ts";
import { activeContextFacts } from "./context-facts.ts";
import { type AttemptFacts, LocalContext } from "./local-context.ts";
import type { LocalRun } from "./local-run.ts";

/** How long a cancelled run waits for tasks that look at their signals to end. */
const graceMilliseconds = 2000;

/** What an attempt came to. */
export type Attempt =
  | ExecutionResult
  /** Whether the platform would try it again. */
  | { readonly kind: "failure"; readonly error: unknown; readonly isRecoverable: boolean };

/** Runs a task once. An attempt whose time is over has failed, though its function may go on. */
export async function attemptTask(
  run: LocalRun,
  task: RegistrableTask,
  inputs: LiteralMap,
  facts: AttemptFacts,
): Promise<Attempt> {
  const { node, halt, lease, timeout } = facts;
  const told = activeContextFacts();
  const context = new LocalContext(run, facts);
  // The signal is a getter of the class, so that it is made only when it is asked for.
  for (const [name, value] of Object.entries(told ?? {})) Object.defineProperty(context, name, { value });
  const call = { run, node, halt, lease, calls: 0 };
  try {
    const work = withActiveCall(call, () => task.dispatchExecute(inputs, context));
    return await (timeout === 0 && run.options.signal === undefined ? work : inTime(run, task, facts, context, work));
  } catch (error) {
    return { kind: "failure", error, isRecoverable: isRecoverable(error, context.phase) };
  }
}

/**
 * What the platform tries again: what the task says may go well next time, a timeout, and storage that failed outside of the task's own
 * function.
 */
function isRecoverable(error: unknown, phase: string): boolean {
  if (error instanceof RecoverableError) return true;
  if (!(error instanceof TsflyteError)) return false;
  return error.code === "timed-out" || (error.code === "storage-failed" && phase !== "function");
}

/** The work's result, unless its time is over or the run cancelled before. */
function inTime(
  run: LocalRun,
  task: RegistrableTask,
  { timeout }: AttemptFacts,
  context: LocalContext,
  work: Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  return endingWith(work, (end) => {
    const cleanUps = [run.halt.onStop((reason) => end(taskCancelled(task.name, reason), graceMilliseconds))];
    if (timeout > 0) {
      const timer = setTimeout(() => {
        const error = taskTimedOut(task.name, timeout);
        context.expire(error);
        end(error, 0);
      }, timeout);
      cleanUps.push(() => clearTimeout(timer));
    }
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  });
}

/** The work's own end, or the error that something else ends it with after a grace. */
function endingWith<T>(
  work: Promise<T>,
  watch: (end: (error: unknown, grace: number) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    let stopWatching: (() => void) | undefined;
    const settle = (finish: () => void): void => {
      clearTimeout(grace);
      stopWatching?.();
      finish();
    };
    work.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
    stopWatching = watch((error, milliseconds) => {
      if (milliseconds === 0) settle(() => reject(error));
      else grace ??= setTimeout(() => settle(() => reject(error)), milliseconds);
    });
  });
}
