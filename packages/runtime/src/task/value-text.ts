import { FlyteDirectory, FlyteFile } from "../types/index.ts";
import { StructuredDataset } from "../types/structured-dataset.ts";

/**
 * A value as the text that a program gets: numbers, texts and times as they are read, files and folders as paths on this machine,
 * lists and records as JSON, nothing as an empty text.
 */
export async function textOf(value: unknown): Promise<string> {
  if (value === undefined || value === null) return "";
  if (typeof value !== "object") return String(value);
  if (value instanceof FlyteFile || value instanceof FlyteDirectory) return value.path();
  if (value instanceof StructuredDataset) return value.uri;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  const json = JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  const own: unknown = JSON.parse(json);
  return typeof own === "string" ? own : json;
}

/** The texts of all values, by name. */
export async function textsOf(values: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, string>> {
  const entries = [...values].map(async ([name, value]) => [name, await textOf(value)] as const);
  return new Map(await Promise.all(entries));
}
