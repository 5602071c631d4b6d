/** JSON Schemas of structs, as the server compares them. */
import type { JsonObject } from "@bufbuild/protobuf";

/** Keywords that say nothing of which values there are. */
const annotations: ReadonlySet<string> = new Set(["title", "description", "default", "$schema", "examples"]);

/** Whether the values of one schema are values of another one too: it is the same, or it has further properties. */
export function isSameOrWider(from: JsonObject, to: JsonObject): boolean {
  return isWider(from, to, { from, to });
}

interface Roots {
  readonly from: JsonObject;
  readonly to: JsonObject;
}

function isWider(from: unknown, to: unknown, roots: Roots, seen: readonly string[] = []): boolean {
  const source = resolved(from, roots.from);
  const target = resolved(to, roots.to);
  if (!isObject(source) || !isObject(target)) {
    if (Array.isArray(source) && Array.isArray(target)) {
      return (
        source.length === target.length && source.every((item, index) => isWider(item, target[index], roots, seen))
      );
    }
    return source === target;
  }
  // A schema that refers to itself has been compared already where it comes again.
  const pair = JSON.stringify([refOf(from), refOf(to)]);
  if (refOf(from) !== undefined && seen.includes(pair)) return true;
  const path = [...seen, pair];
  const keys = new Set([...Object.keys(source), ...Object.keys(target)]);
  return [...keys].every((key) => {
    if (annotations.has(key) || key === "$defs" || key === "definitions") return true;
    const [left, right] = [source[key], target[key]];
    if (key === "properties" && isObject(left) && isObject(right)) {
      return Object.keys(right).every((name) => name in left && isWider(left[name], right[name], roots, path));
    }
    if (key === "required") {
      const names = Array.isArray(left) ? left : [];
      return !Array.isArray(right) || right.every((name) => names.includes(name));
    }
    return isWider(left, right, roots, path);
  });
}

function refOf(schema: unknown): unknown {
  return isObject(schema) ? schema["$ref"] : undefined;
}

/** What a reference within the document stands for. */
function resolved(schema: unknown, root: JsonObject): unknown {
  const ref = refOf(schema);
  if (typeof ref !== "string" || !ref.startsWith("#/")) return schema;
  return ref
    .slice(2)
    .split("/")
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
