/** Values for people and for machines. */
import { FlyteFile } from "../types/index.ts";
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
  if (value instanceof FlyteFile) return value.uri;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return String(value);
  return (
    (Array.isArray(value) ? formatTable(value) : undefined) ??
    JSON.stringify(toJson(value), undefined, 2) ??
    String(value)
  );
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

/** Outputs as one JSON object; one without a value is null. */
export function outputsJson(outputs: ReadonlyMap<string, unknown>): string {
  const entries = [...outputs].map(([name, value]) => [name, toJson(value) ?? null]);
  return JSON.stringify(Object.fromEntries(entries), undefined, 2);
}
