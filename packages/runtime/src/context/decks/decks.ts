import { measure, type Timeline } from "./timeline.ts";

/** One page, a tab among a task's decks. */
export interface Deck {
  readonly name: string;
  /**
   * Adds to the end of the page. Text is shown as text, whatever is in it; HTML is what {@link html} made; other values are
   * shown as tables and lists, as they are at this moment.
   */
  append(...contents: readonly unknown[]): this;
}

/** The pages that a task shows beside its outputs. */
export interface Decks {
  /** The deck of that name, which is made when it is first asked for. */
  deck(name: string): Deck;
  /** Bars over time: what took how long. */
  readonly timeline: Timeline;
  /** Writes the page as it is now, while the task goes on. It is written at the end of the task in any case. */
  publish(): Promise<void>;
}

/** Decks that nobody will see. What is appended to them is not kept. */
export class DiscardedDecks implements Decks {
  readonly #warn: () => void;
  readonly timeline: Timeline = { measure: (_name, body) => measure(body, () => {}) };

  /** @param warn called when the decks are to be published */
  constructor(warn: () => void) {
    this.#warn = warn;
  }

  deck(name: string): Deck {
    const deck: Deck = { name, append: () => deck };
    return deck;
  }

  async publish(): Promise<void> {
    this.#warn();
  }
}
