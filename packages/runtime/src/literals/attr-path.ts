import { badAttributePath } from "../errors/documents.ts";
import type { Json } from "../metadata/index.ts";
import type { Literal, PathSegment } from "../model/index.ts";
import { sliceMsgpack } from "./msgpack/slice.ts";

/**
 * The part of a literal that a path leads to, as the server resolves it for a binding: into collections and maps by
 * literal, into a struct's msgpack by cutting the bytes out, which stay msgpack.
 *
 * @param at what the path begins at, for errors: `output o0 of node n0`
 */
export function resolveAttrPath(literal: Literal, path: readonly PathSegment[], at: string): Literal {
  let current = literal;
  for (let index = 0; index < path.length; index++) {
    const step = path[index] as PathSegment;
    const rest = path.slice(index);
    while (current.kind === "union") current = current.value;
    switch (current.kind) {
      case "collection":
        current = elementOf(current.literals, step, path, index, at);
        break;
      case "map":
        current = memberOf(current.literals, step, path, index, at);
        break;
      case "binary":
        return { kind: "binary", value: sliceBinary(current, rest, path, at), tag: current.tag };
      case "generic":
        return literalOfJson(walkJson(current.value, rest, path, index, at));
      default:
        throw badAttributePath(at, path, index, `a ${current.kind} has no parts`);
    }
  }
  return current;
}

function elementOf<T>(
  list: readonly T[],
  step: PathSegment,
  path: readonly PathSegment[],
  index: number,
  at: string,
): T {
  const item = typeof step === "number" ? list[step] : undefined;
  if (item !== undefined) return item;
  throw badAttributePath(at, path, index, `the list has ${list.length} ${list.length === 1 ? "element" : "elements"}`);
}

function memberOf<T>(
  map: { readonly [key: string]: T },
  step: PathSegment,
  path: readonly PathSegment[],
  index: number,
  at: string,
): T {
  const key = String(step);
  const item = Object.hasOwn(map, key) ? map[key] : undefined;
  if (item !== undefined) return item;
  throw badAttributePath(at, path, index, describeKeys(Object.keys(map)));
}

function sliceBinary(
  literal: Literal & { readonly kind: "binary" },
  rest: readonly PathSegment[],
  path: readonly PathSegment[],
  at: string,
): Uint8Array {
  const start = path.length - rest.length;
  if (literal.tag !== "msgpack") throw badAttributePath(at, path, start, `bytes of ${literal.tag} have no parts`);
  const found = sliceMsgpack(literal.value, rest);
  if (found.kind === "value") return found.bytes;
  throw badAttributePath(
    at,
    path,
    start + found.step,
    found.length === undefined ? describeKeys(found.keys) : `the list has ${found.length} elements`,
  );
}

function walkJson(
  json: Json,
  rest: readonly PathSegment[],
  path: readonly PathSegment[],
  index: number,
  at: string,
): Json {
  let current = json;
  for (const [offset, step] of rest.entries()) {
    if (Array.isArray(current)) current = elementOf<Json>(current, step, path, index + offset, at);
    else if (typeof current === "object" && current !== null) {
      current = memberOf(current as { readonly [key: string]: Json }, step, path, index + offset, at);
    } else throw badAttributePath(at, path, index + offset, "the value has no parts");
  }
  return current;
}

function literalOfJson(json: Json): Literal {
  if (json === null) return { kind: "none" };
  if (typeof json === "number") return { kind: "float", value: json };
  if (typeof json === "string") return { kind: "string", value: json };
  if (typeof json === "boolean") return { kind: "boolean", value: json };
  if (Array.isArray(json)) return { kind: "collection", literals: json.map(literalOfJson) };
  return { kind: "generic", value: json as { readonly [key: string]: Json } };
}

function describeKeys(keys: readonly string[]): string {
  return keys.length === 0 ? "there are no keys" : `there are the keys ${keys.slice(0, 20).join(", ")}`;
}
