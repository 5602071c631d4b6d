import { withContext } from "./current-context.ts";
import type { TaskRecorder } from "./decks/task-recorder.ts";
import type { RunFacts } from "./run-facts.ts";
import { RunContext, type TaskFacts } from "./task-context.ts";

/** For tasks without decks. */
const unrecorded: TaskRecorder = { enter: () => {}, values: () => {} };

/**
 * Runs what a task does, with its context around it. The body tells the recorder what the task's decks show; they are
 * written when the body has ended, with its error in them where it failed. Without decks nothing is recorded.
 */
export async function runInContext<T>(
  run: RunFacts,
  task: TaskFacts,
  body: (recorder: TaskRecorder) => Promise<T>,
): Promise<T> {
  const context = new RunContext(run, task);
  if (context.shownDecks === undefined) return withContext(context, () => body(unrecorded));
  const { runWithDecks } = await import("./decks/run-with-decks.ts");
  return runWithDecks(context, context.shownDecks, body);
}
