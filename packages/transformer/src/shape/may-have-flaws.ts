import type { Definition, OpenKeys, Shape } from "./shape.ts";

/** Definitions that hold no flaw, and refer to none that does. */
const clean = new WeakSet<Definition>();

/**
 * Whether there is anything in a shape to look at more closely. Nearly all types are without flaw, and paths to their
 * properties cost more than everything else that is done with them.
 */
export function mayHaveFlaws(shape: Shape): boolean {
  const seen: Definition[] = [];
  const marked = new Set<Definition>();
  const look = (current: Shape): boolean => {
    switch (current.kind) {
      case "unsupported":
      case "untyped":
        return true;
      case "array":
        return look(current.items);
      case "tuple":
        return current.items.some(look) || (current.rest !== undefined && look(current.rest));
      case "record":
        return lookAtKeys(current);
      case "union":
        return current.members.some(look);
      case "struct":
        if (current.flaws.length > 0) return true;
        for (const field of current.fields) if (field.flaws.length > 0 || look(field.shape)) return true;
        return current.open !== undefined && lookAtKeys(current.open);
      case "dataset":
        return current.columns !== undefined;
      case "reference":
        if (!clean.has(current.definition) && !marked.has(current.definition)) {
          marked.add(current.definition);
          seen.push(current.definition);
        }
        return false;
      default:
        return false;
    }
  };
  const lookAtKeys = ({ values, patterns }: OpenKeys): boolean =>
    patterns.some((pattern) => look(pattern.values)) || (values !== undefined && look(values));
  if (look(shape)) return true;
  // What is seen on the way is added to the list that is gone through.
  for (const definition of seen) if (look(definition.shape)) return true;
  for (const definition of seen) clean.add(definition);
  return false;
}
