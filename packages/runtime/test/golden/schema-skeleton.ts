import type { Json, JsonObject } from "../../src/metadata/index.ts";

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a JSON schema says about the shape of a value: names and types of properties, types of elements, alternatives,
 * the values of an enumeration. Gone are the words around it: `title`, `required`, `default`, `propertyNames`, `format`,
 * `description`, limits, where a definition stands, and the order of alternatives.
 */
export function schemaSkeleton(schema: JsonObject): JsonObject {
  return { skeleton: skeletonOf(schema, { root: schema, depth: 0, open: new Map([["#", 0]]) }) };
}

interface Place {
  readonly root: JsonObject;
  /** How many objects are around. */
  readonly depth: number;
  /** The definitions that are around, each with its depth. */
  readonly open: ReadonlyMap<string, number>;
}

function skeletonOf(schema: Json | undefined, place: Place): Json {
  if (!isObject(schema)) return "anything";
  const {
    $ref,
    anyOf,
    oneOf,
    enum: values,
    const: only,
    type,
    properties,
    additionalProperties,
    items,
    prefixItems,
  } = schema;
  if (typeof $ref === "string") {
    // A definition within itself: its name differs between writers, how many objects up it stands does not.
    const depth = place.open.get($ref);
    if (depth !== undefined) return { recursive: place.depth - depth };
    return skeletonOf(resolve($ref, place.root), { ...place, open: new Map(place.open).set($ref, place.depth) });
  }
  const alternatives = anyOf ?? oneOf;
  if (Array.isArray(alternatives)) return union(alternatives.map((one: Json) => skeletonOf(one, place)));
  if (Array.isArray(values)) return { enum: sorted(values) };
  if (only !== undefined) return { enum: [only] };
  if (Array.isArray(type)) return union(type.map((one: Json) => skeletonOf({ ...schema, type: one }, place)));
  if (Array.isArray(prefixItems)) return { tuple: prefixItems.map((one: Json) => skeletonOf(one, place)) };
  if (type === "array") return { array: skeletonOf(items, place) };
  if (type !== undefined && type !== "object") return type;
  if (isObject(properties)) {
    const inside = { ...place, depth: place.depth + 1 };
    const names = Object.keys(properties).sort();
    return { object: Object.fromEntries(names.map((name) => [name, skeletonOf(properties[name], inside)])) };
  }
  const members = skeletonOf(additionalProperties, place);
  // An object of anything needs no word for its members.
  if (members !== "anything") return { record: members };
  return type ?? "anything";
}

function resolve($ref: string, root: JsonObject): Json | undefined {
  const path = $ref
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "");
  return path.reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), root);
}

function union(alternatives: readonly Json[]): Json {
  const different = sorted([...new Map(alternatives.map((one) => [JSON.stringify(one), one])).values()]);
  return different.length === 1 ? (different[0] ?? null) : { union: different };
}

function sorted(values: readonly Json[]): readonly Json[] {
  return values
    .map((value) => ({ value, text: JSON.stringify(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ value }) => value);
}
