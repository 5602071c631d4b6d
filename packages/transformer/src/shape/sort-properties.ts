import type ts from "typescript";
import type { Context } from "../context.ts";

/**
 * The properties of an object type in a lasting order. Declared types keep the order of their declaration. A mapped type
 * has the order of a union of keys, which changes with what else was checked: its properties go by their place in the
 * source where they share a file, else by name.
 */
export function sortProperties(
  context: Context,
  type: ts.Type,
  properties: readonly ts.Symbol[],
): readonly ts.Symbol[] {
  const { ts, checker } = context;
  if (type.isIntersection()) {
    const places = new Map(
      type.types
        .flatMap((part) => sortProperties(context, part, checker.getPropertiesOfType(part)))
        .map(({ name }) => name)
        .reverse()
        .map((name, index) => [name, -index]),
    );
    return [...properties].sort((left, right) => (places.get(left.name) ?? 0) - (places.get(right.name) ?? 0));
  }
  const objectFlags = (type.flags & ts.TypeFlags.Object) === 0 ? 0 : (type as ts.ObjectType).objectFlags;
  if ((objectFlags & ts.ObjectFlags.Mapped) === 0) return properties;
  const declarations = new Map(properties.map((property) => [property, property.declarations?.[0]]));
  const files = new Set([...declarations.values()].map((declaration) => declaration?.getSourceFile()));
  if (files.size > 1 || files.has(undefined)) {
    return [...properties].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  }
  return [...properties].sort(
    (left, right) => (declarations.get(left)?.pos ?? 0) - (declarations.get(right)?.pos ?? 0),
  );
}
