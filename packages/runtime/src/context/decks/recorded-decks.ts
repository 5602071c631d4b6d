import type { VariablesSchema } from "../../metadata/index.ts";
import { type DeckField, deckFields } from "./deck-fields.ts";
import type { Deck, Decks } from "./decks.ts";
import { Html } from "./html.ts";
import { renderPage, type Tab } from "./render-page.ts";
import { renderTimeline } from "./render-timeline.ts";
import { renderValue, renderVariables } from "./render-value.ts";
import type { TaskRecorder } from "./task-recorder.ts";
import { measure, type Span, type Timeline } from "./timeline.ts";

const titles: { readonly [field in DeckField]: string } = {
  input: "Input",
  output: "Output",
  timeline: "Timeline",
  "source-code": "Source Code",
  dependencies: "Dependencies",
};

const phaseTitles = { inputs: "Read inputs", function: "Run function", outputs: "Write outputs" } as const;
type Phase = keyof typeof phaseTitles;

/** Decks that are shown: everything is turned into HTML at once, so that what happens to a value later does not matter. */
export class RecordedDecks implements Decks, TaskRecorder {
  readonly #task: string;
  readonly #fields: readonly DeckField[];
  readonly #write: (page: string) => Promise<void>;
  readonly #own = new Map<string, string[]>();
  readonly #made = new Map<DeckField, Html>();
  readonly #spans: Span[] = [];
  readonly #start = performance.now();
  #phase: { readonly name: Phase; readonly start: number } | undefined;
  #error: Html | undefined;
  /** Pages are written one after another, so that the last is the one that stays. */
  #written: Promise<void> = Promise.resolve();

  readonly timeline: Timeline = {
    measure: (name, body) => measure(body, (start, end) => this.#spans.push({ name, start, end })),
  };

  constructor(task: string, fields: readonly DeckField[], write: (page: string) => Promise<void>) {
    this.#task = task;
    this.#fields = fields;
    this.#write = write;
  }

  deck(name: string): Deck {
    let parts = this.#own.get(name);
    if (parts === undefined) {
      parts = [];
      this.#own.set(name, parts);
    }
    const deck: Deck = {
      name,
      append: (...contents) => {
        for (const content of contents) parts.push(content instanceof Html ? content.text : renderValue(content).text);
        return deck;
      },
    };
    return deck;
  }

  async publish(): Promise<void> {
    const page = this.page();
    this.#written = this.#written.then(() => this.#write(page));
    await this.#written;
  }

  enter(phase: Phase | undefined): void {
    this.#spans.push(...this.#openSpan());
    this.#phase = phase === undefined ? undefined : { name: phase, start: performance.now() };
  }

  values(role: "input" | "output", schema: VariablesSchema, values: { readonly [name: string]: unknown }): void {
    if (this.#fields.includes(role)) this.show(role, renderVariables(schema, values));
  }

  /** Fills one of the decks that are not the user's. */
  show(field: DeckField, content: Html): void {
    this.#made.set(field, content);
  }

  /** Puts what the task failed with in front of everything. */
  fail(error: Html): void {
    this.#error = error;
  }

  /** The page as it is now. */
  page(): string {
    const tabs: Tab[] = this.#error === undefined ? [] : [{ title: "Error", body: this.#error.text }];
    for (const [title, parts] of this.#own) tabs.push({ title, body: parts.join("\n") });
    const spans = [...this.#spans, ...this.#openSpan()];
    if (this.#fields.includes("timeline") && spans.length > 0)
      this.show("timeline", renderTimeline(spans, this.#start));
    for (const field of deckFields) {
      const content = this.#made.get(field);
      if (content !== undefined) tabs.push({ title: titles[field], body: content.text });
    }
    return renderPage(this.#task, tabs);
  }
  /** The phase that the task is in, until now. */
  #openSpan(): readonly Span[] {
    if (this.#phase === undefined) return [];
    const { name, start } = this.#phase;
    return [{ name: phaseTitles[name], start, end: performance.now() }];
  }
}
