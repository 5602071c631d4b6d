/** What a task that runs knows of its run. */
export { Checkpoint, type CheckpointPlaces } from "./checkpoint.ts";
export { currentContext, withContext } from "./current-context.ts";
export { type DeckField, type DeckOptions, deckFields } from "./decks/deck-fields.ts";
export type { Deck, Decks } from "./decks/decks.ts";
export { Html, type HtmlTag, html } from "./decks/html.ts";
export type { TaskRecorder } from "./decks/task-recorder.ts";
export type { Timeline } from "./decks/timeline.ts";
export type { LogFields, Logger } from "./logger.ts";
export type { ExecutionId, RunFacts, TaskId } from "./run-facts.ts";
export { runInContext } from "./run-in-context.ts";
export { type SecretLocation, Secrets } from "./secrets.ts";
export { createTaskContext, type TaskContext, type TaskFacts } from "./task-context.ts";
