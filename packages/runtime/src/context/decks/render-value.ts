import { describeValue } from "../../literals/describe-value.ts";
import type { VariablesSchema } from "../../metadata/index.ts";
import { describeSchema } from "../../types/describe-schema.ts";
import { Html, html } from "./html.ts";

/** More than this is cut: a page is looked at, and data has better places. */
const limits = { text: 5000, cell: 500, rows: 50, columns: 30, depth: 4 } as const;

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
  try {
    return render(value, 0);
  } catch {
    return html`<p class="note">a value that cannot be looked at</p>`;
  }
}

/** What a task failed with. */
export function renderError(error: unknown): Html {
  try {
    const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
    return html`<pre class="error">${cut(stack, limits.text)}</pre>`;
  } catch {
    return html`<pre class="error">something was thrown that cannot be looked at</pre>`;
  }
}

function render(value: unknown, depth: number): Html {
  if (value instanceof Html) return value;
  if (typeof value === "string") {
    const room = depth === 0 ? limits.text : limits.cell;
    return depth === 0
      ? html`<p class="text">${cut(value, room)}</p>`
      : html`<span class="text">${cut(value, room)}</span>`;
  }
  if (value === null || value === undefined) return html`<span class="note">${String(value)}</span>`;
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") {
    return html`<span class="value">${value}</span>`;
  }
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return html`<span class="value">${value.toISOString()}</span>`;
  if (depth < limits.depth && Array.isArray(value)) return renderArray(value, depth);
  if (depth < limits.depth && isPlain(value)) return renderFields(value, depth);
  return html`<span class="value">${cut(ownText(value) ?? describeValue(value), limits.cell)}</span>`;
}

function renderArray(value: readonly unknown[], depth: number): Html {
  if (value.length === 0) return html`<span class="note">empty list</span>`;
  const shown = value.slice(0, limits.rows);
  const rest = html`${value.length > shown.length ? html`<p class="note">${value.length - shown.length} more of ${value.length}</p>` : ""}`;
  if (shown.every(isPlain)) return html`${renderRows(shown, depth)}${rest}`;
  return html`<ol start="0">${shown.map((item) => html`<li>${render(item, depth + 1)}</li>`)}</ol>${rest}`;
}

/** A table with a column for each field that any of the rows has. */
function renderRows(rows: readonly { readonly [key: string]: unknown }[], depth: number): Html {
  const all = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = all.slice(0, limits.columns);
  const cells = (row: { readonly [key: string]: unknown }): readonly Html[] =>
    columns.map((column) => html`<td>${Object.hasOwn(row, column) ? render(row[column], depth + 1) : ""}</td>`);
  const body = rows.map((row) => html`<tr>${cells(row)}</tr>`);
  const rest = all.length > columns.length ? html`<p class="note">${all.length - columns.length} more columns</p>` : "";
  return html`<table><thead><tr>${columns.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${body}</tbody></table>${rest}`;
}

function renderFields(value: { readonly [key: string]: unknown }, depth: number): Html {
  const entries = Object.entries(value);
  if (entries.length === 0) return html`<span class="note">empty object</span>`;
  const shown = entries.slice(0, limits.rows);
  const rows = shown.map(
    ([name, field]) =>
      html`<tr><th scope="row">${cut(name, limits.cell)}</th><td>${render(field, depth + 1)}</td></tr>`,
  );
  const rest =
    entries.length > shown.length
      ? html`<p class="note">${entries.length - shown.length} more of ${entries.length}</p>`
      : "";
  return html`<table><tbody>${rows}</tbody></table>${rest}`;
}

/** Times and URLs say best themselves what they are. */
function ownText(value: unknown): string | undefined {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag.startsWith("Temporal.") || value instanceof URL ? String(value) : undefined;
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length} characters)` : text;
}
