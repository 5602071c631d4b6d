import { mapStack } from "../../errors/map-stack.ts";
import { describeValue } from "../../literals/describe-value.ts";
import type { VariablesSchema } from "../../metadata/index.ts";
import { describeSchema } from "../../types/describe-schema.ts";
import { Html, html } from "./html.ts";

/** More than this is cut: a page is looked at, and data has better places. */
const limits = { text: 5000, cell: 500, rows: 50, columns: 30, depth: 4, parts: 5000 } as const;

/** How far into a value, and how much of it may still be shown. */
interface Place {
  readonly depth: number;
  readonly budget: { parts: number };
}

/** Inputs or outputs as a table of their names, types and values. */
export function renderVariables(schema: VariablesSchema, values: { readonly [name: string]: unknown }): Html {
  const names = Object.keys(schema.properties);
  if (names.length === 0) return html`<p class="note">None</p>`;
  const rows = names.map((name) => {
    const type = describeSchema(schema.properties[name] ?? {}, schema).replace(/^an? /, "");
    return html`<tr><th scope="row">${name}</th><td class="type">${type}</td><td>${renderValue(values[name])}</td></tr>`;
  });
  return html`<table><thead><tr><th>Name</th><th>Type</th><th>Value</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Any value as HTML that shows it, cut where it is long. Never throws: a value's own code may do anything. */
export function renderValue(value: unknown): Html {
  return render(() => value, { depth: 0, budget: { parts: limits.parts } });
}

/** What a task failed with. */
export function renderError(error: unknown): Html {
  try {
    const stack = error instanceof Error ? mapStack(error.stack ?? String(error)) : String(error);
    return html`<pre class="error">${cut(stack, limits.text)}</pre>`;
  } catch {
    return html`<pre class="error">something was thrown that cannot be looked at</pre>`;
  }
}

function render(read: () => unknown, place: Place): Html {
  place.budget.parts--;
  try {
    return renderKind(read(), place);
  } catch {
    return html`<span class="note">a value that cannot be looked at</span>`;
  }
}

function renderKind(value: unknown, place: Place): Html {
  const isDeep = place.depth >= limits.depth || place.budget.parts <= 0;
  if (value instanceof Html) return value;
  if (typeof value === "string") {
    return place.depth === 0
      ? html`<p class="text">${cut(value, limits.text)}</p>`
      : html`<span class="text">${cut(value, limits.cell)}</span>`;
  }
  if (value === null || value === undefined) return html`<span class="note">${String(value)}</span>`;
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") {
    return html`<span class="value">${cut(String(value), limits.cell)}</span>`;
  }
  if (!isDeep && Array.isArray(value)) return renderArray(value, inside(place));
  if (!isDeep && isPlain(value)) return renderFields(value, inside(place));
  return html`<span class="value">${cut(ownText(value) ?? describeValue(value), limits.cell)}</span>`;
}

function inside({ depth, budget }: Place): Place {
  return { depth: depth + 1, budget };
}

function renderArray(value: readonly unknown[], place: Place): Html {
  if (value.length === 0) return html`<span class="note">empty list</span>`;
  const shown = value.slice(0, limits.rows);
  const rest = more(value.length, shown.length, "elements");
  if (shown.every(isPlain)) return html`${renderRows(shown, place)}${rest}`;
  return html`<ol start="0">${shown.map((item) => html`<li>${render(() => item, place)}</li>`)}</ol>${rest}`;
}

/** A table with a column for each field that any of the rows has. */
function renderRows(rows: readonly Fields[], place: Place): Html {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = all.slice(0, limits.columns);
  const cells = (row: Fields): readonly Html[] =>
    columns.map((name) => html`<td>${Object.hasOwn(row, name) && render(() => row[name], place)}</td>`);
  const head = columns.map((name) => html`<th>${cut(name, limits.cell)}</th>`);
  const body = rows.map((row) => html`<tr>${cells(row)}</tr>`);
  const rest = more(all.length, columns.length, "columns");
  return html`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${rest}`;
}

function renderFields(value: Fields, place: Place): Html {
  const names = Object.keys(value);
  if (names.length === 0) return html`<span class="note">empty object</span>`;
  const shown = names.slice(0, limits.rows);
  const rows = shown.map(
    (name) => html`<tr><th scope="row">${cut(name, limits.cell)}</th><td>${render(() => value[name], place)}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>${more(names.length, shown.length, "fields")}`;
}

function more(all: number, shown: number, what: string): Html | undefined {
  return all > shown ? html`<p class="note">the first ${shown} of ${all} ${what}</p>` : undefined;
}

interface Fields {
  readonly [name: string]: unknown;
}

/** Times and URLs say best themselves what they are. */
function ownText(value: unknown): string | undefined {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag.startsWith("Temporal.") || value instanceof URL ? String(value) : undefined;
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}
