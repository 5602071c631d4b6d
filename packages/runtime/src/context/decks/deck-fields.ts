/** What this library puts on a task's decks by itself. */
export type DeckField = "input" | "output" | "timeline" | "source-code" | "dependencies";

/** All of them, in the order in which they are shown. */
export const deckFields: readonly DeckField[] = ["input", "output", "timeline", "source-code", "dependencies"];

/** What a task wants on its decks. */
export interface DeckOptions {
  readonly fields: readonly DeckField[];
  /** The text of the task's function. */
  source(): string;
}
