/**
 * Compares specs of this library with specs that flytekit wrote. Every way in which the two may differ is one of the
 * rules in `spec-rules.ts`; whatever no rule speaks of has to be equal.
 */
import type { Json, JsonObject } from "../../src/metadata/index.ts";
import { isObject } from "./schema-skeleton.ts";
import { isPhantom, rules, type Writer } from "./spec-rules.ts";

/** The document with everything that may differ spelled alike, and its lists keyed by the names of their entities. */
export function normalizeSpecs(document: JsonObject, { writer }: { readonly writer: Writer }): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([list, specs]) => {
      if (!Array.isArray(specs)) return [list, specs];
      const real = specs.filter((spec: Json) => !isPhantom(spec, writer));
      const normalized = real.map((spec: Json) => rewrite(spec, `${list}[]`, writer));
      return [list, byName(normalized, writer)];
    }),
  );
}

/** What differs, a line each with its path; empty if the documents say the same. */
export function diffSpecs(ours: JsonObject, golden: JsonObject): string[] {
  return differences(
    normalizeSpecs(ours, { writer: "tsflyte" }),
    normalizeSpecs(golden, { writer: "flytekit" }),
    "specs",
  );
}

function rewrite(value: Json, path: string, writer: Writer): Json {
  const own = rules.filter(({ at }) => at.test(path)).reduce((now, rule) => rule.rewrite(now, writer), value);
  if (Array.isArray(own)) return own.map((element: Json) => rewrite(element, `${path}[]`, writer));
  if (!isObject(own)) return own;
  return Object.fromEntries(
    Object.entries(own).map(([key, member]) => [key, rewrite(member, `${path}.${key}`, writer)]),
  );
}

/** flytekit writes a map task once for every node that uses it; here it is written once. */
function byName(specs: readonly Json[], writer: Writer): JsonObject {
  const named: { [name: string]: Json } = {};
  specs.forEach((spec, i) => {
    const name = nameOf(spec) ?? `(number ${i})`;
    const earlier = named[name];
    const isRepeatedMapTask = writer === "flytekit" && name.endsWith("-arraynode");
    if (earlier !== undefined && isRepeatedMapTask && differences(spec, earlier, "").length === 0) return;
    named[earlier === undefined ? name : `${name} (number ${i})`] = spec;
  });
  return named;
}

function nameOf(spec: Json): string | undefined {
  const { id: ownId, template } = isObject(spec) ? spec : {};
  const { id = ownId } = isObject(template) ? template : {};
  const { name } = isObject(id) ? id : {};
  return typeof name === "string" ? name : undefined;
}

function differences(ours: Json | undefined, golden: Json | undefined, path: string): string[] {
  if (golden === undefined) return [`${path}: unexpected ${JSON.stringify(ours)}`];
  if (ours === undefined) return [`${path}: missing, expected ${JSON.stringify(golden)}`];
  if (Array.isArray(ours) && Array.isArray(golden)) {
    return Array.from({ length: Math.max(ours.length, golden.length) }, (_, i) =>
      differences(ours[i], golden[i], `${path}[${i}]`),
    ).flat();
  }
  if (isObject(ours) && isObject(golden)) {
    return [...new Set([...Object.keys(golden), ...Object.keys(ours)])].flatMap((key) =>
      differences(ours[key], golden[key], /^\w+$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`),
    );
  }
  return Object.is(ours, golden) ? [] : [`${path}: ${JSON.stringify(ours)}, expected ${JSON.stringify(golden)}`];
}
