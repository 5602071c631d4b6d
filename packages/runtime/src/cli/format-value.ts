/** Values for people and for machines. */
import { FlyteDirectory, FlyteFile } from "../types/index.ts";
import { StructuredDataset } from "../types/structured-dataset.ts";
import { formatTable } from "./format-table.ts";

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
  const table = Array.isArray(value) ? formatTable(value) : undefined;
  if (table !== undefined) return table;
  const json = toJson(value);
  return typeof json === "object" && json !== null ? JSON.stringify(json, undefined, 2) : String(json);
}

/**
 * A value as JSON for machines; integers beyond 53 bits and what JSON has no number for become texts, stored data its URI, and
 * an object that says its own JSON that.
 */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof FlyteFile || value instanceof FlyteDirectory || value instanceof StructuredDataset)
    return value.uri;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toJson);
  if (saysItsJson(value)) return value.toJSON();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

/** Dates, URLs, Temporal's objects, and classes behind a codec of the user's. */
function saysItsJson(value: object): value is { toJSON(): unknown } {
  return (
    Object.getPrototypeOf(value) !== Object.prototype && typeof (value as { toJSON?: unknown }).toJSON === "function"
  );
}

/** Outputs as one JSON object; one without a value is null. */
export function outputsJson(outputs: ReadonlyMap<string, unknown>): string {
  const entries = [...outputs].map(([name, value]) => [name, toJson(value) ?? null]);
  return JSON.stringify(Object.fromEntries(entries), undefined, 2);
}
