/** One spelling for equal messages, whatever the order of their maps was on the wire. */
import { createHash } from "node:crypto";
import { type DescMessage, type MessageShape, toJson } from "@bufbuild/protobuf";

/** JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A message as JSON with sorted keys. */
export function canonicalJson<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): Json {
  return sorted(toJson(schema, message) as Json);
}

function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== "object" || json === null) return json;
  const keys = Object.keys(json).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((json as { [key: string]: Json })[key] as Json)]));
}

/** What equal messages have in common, and others have not. */
export function digestOf(json: Json): string {
  return createHash("sha256").update(JSON.stringify(json)).digest("hex");
}

/** Where two documents differ, a line each: `/template/container/image: a -> b`. */
export function differences(from: Json | undefined, to: Json | undefined, path = ""): readonly string[] {
  if (isTree(from) && isTree(to) && Array.isArray(from) === Array.isArray(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key], to[key], `${path}/${key}`));
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [`${path}: ${from === undefined ? "<nil>" : shown(from)} -> ${to === undefined ? "<nil>" : shown(to)}`];
}

function isTree(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === "object" && json !== null;
}

function shown(json: Json): string {
  return typeof json === "string" ? json : JSON.stringify(json);
}
