/** Values for people: tables of records, JSON of everything else. */
import { FlyteFile } from "../types/index.ts";

/** Outputs as a text; one output stands alone, several have their names before them. */
export function formatOutputs(outputs: ReadonlyMap<string, unknown>): string {
  const [only] = outputs.values();
  if (outputs.size === 1) return formatValue(only);
  return [...outputs].map(([name, value]) => formatNamed(name, formatValue(value))).join("\n");
}

function formatNamed(name: string, text: string): string {
  return text.includes("\n") ? `${name}:\n${text.replace(/^/gm, "  ")}` : `${name}: ${text}`;
}

function formatValue(value: unknown): string {
  if (value instanceof FlyteFile) return value.uri;
  if (typeof value === "string") return value;
  return (
    (Array.isArray(value) ? formatTable(value) : undefined) ??
    JSON.stringify(toJson(value), undefined, 2) ??
    "undefined"
  );
}

/** A table, where every row is an object of simple values. */
function formatTable(rows: readonly unknown[]): string | undefined {
  if (rows.length === 0 || !rows.every(isFlatRecord)) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const numeric = columns.map((column) =>
    rows.every((row) => typeof row[column] === "number" || typeof row[column] === "bigint"),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => (numeric[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((width) => "─".repeat(width))), ...cells.map(line)].join("\n");
}

function isFlatRecord(value: unknown): value is { readonly [column: string]: unknown } {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((cell) => typeof cell !== "object" || cell === null || cell instanceof Date);
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}

/** A value as JSON for machines; integers beyond 53 bits and what JSON has no number for become texts. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof FlyteFile) return value.uri;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}
