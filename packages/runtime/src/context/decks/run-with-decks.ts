import { IgnoreOutputs } from "../../errors/user-errors.ts";
import { withContext } from "../current-context.ts";
import type { RunContext } from "../task-context.ts";
import { dependencyTable } from "./dependencies.ts";
import { RecordedDecks } from "./recorded-decks.ts";
import { renderSource } from "./render-source.ts";
import { renderError } from "./render-value.ts";
import type { TaskRecorder } from "./task-recorder.ts";

type ShownDecks = NonNullable<RunContext["shownDecks"]>;

/** Runs a task whose decks are shown, and writes them when it has ended, however it ended. */
export async function runWithDecks<T>(
  context: RunContext,
  { options, write }: ShownDecks,
  body: (recorder: TaskRecorder) => Promise<T>,
): Promise<T> {
  const decks = new RecordedDecks(context.taskId.name, options.fields, async (page) => {
    try {
      await write(page);
    } catch (error) {
      // The task's outputs are worth more than the page about them.
      context.logger.warn("the decks cannot be written", { error });
    }
  });
  context.useDecks(decks);
  if (options.fields.includes("source-code")) decks.show("source-code", renderSource(options.source()));
  if (options.fields.includes("dependencies")) decks.show("dependencies", dependencyTable());
  try {
    return await withContext(context, () => body(decks));
  } catch (error) {
    if (!(error instanceof IgnoreOutputs)) decks.fail(renderError(error));
    throw error;
  } finally {
    decks.enter(undefined);
    await decks.publish();
  }
}
