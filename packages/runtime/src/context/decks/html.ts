import { notATemplate } from "../../errors/context.ts";

/** What HTML is known by, also that of another copy of this package. A symbol: data that came over the wire has none. */
const mark = Symbol.for("tsflyte.html");

/** Text that is meant as HTML. Only {@link html} makes it: everything else that goes into a deck is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    Object.defineProperty(this, mark, { value: true });
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && mark in value;
  }

  toString(): string {
    return this.text;
  }
}

/** {@link html}: a tag for templates, and a way to mark text that is HTML already. */
export interface HtmlTag {
  (strings: TemplateStringsArray, ...values: readonly unknown[]): Html;
  /** Takes text for HTML as it is, such as what a chart library drew. Never give it what others wrote. */
  raw(text: string): Html;
}

/**
 * Makes HTML for a deck. The template's own text is HTML; what is filled in is escaped, unless it is HTML itself or an array of
 * such. `null`, `undefined` and `false` leave nothing.
 *
 * @example
 * ```ts
 * export const summarize = task({ enableDeck: true }, async (names: string[]): Promise<Int> => {
 *   const items = names.map((name) => html`<li>${name}</li>`);
 *   currentContext().decks.deck("Names").append(html`<ul>${items}</ul>`);
 *   return names.length;
 * });
 * ```
 */
export const html: HtmlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly unknown[]): Html => {
    if (!Array.isArray((strings as Partial<TemplateStringsArray> | undefined)?.raw)) throw notATemplate(strings);
    return new Html(strings.reduce((text, part, index) => text + htmlOf(values[index - 1]) + part));
  },
  { raw: (text: string) => new Html(text) },
);

/** The HTML that stands for a value: itself where it is HTML, and its escaped text otherwise. */
function htmlOf(value: unknown): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(htmlOf).join("");
  return escapeHtml(String(value));
}

const escapes: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML that shows it, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}
