import { anyInside, type Flaw, untypedValue } from "../diagnostics/index.ts";
import type { Definition, Shape } from "./shape.ts";

/** A flaw and the path to it from the variable, such as `rows[].when`. */
export interface FlawFound {
  readonly flaw: Flaw;
  readonly path: string;
  readonly once?: boolean;
}

/** All flaws of a shape, each once, in the order of the shape. */
export function findFlaws(shape: Shape, path: string, allowUntyped: boolean): readonly FlawFound[] {
  const seen = new Set<Definition>();
  /** Inside a struct or record `unknown` is any JSON; outside it would be the whole of a value. */
  const visit = (current: Shape, at: string, isInside: boolean): readonly FlawFound[] => {
    switch (current.kind) {
      case "unsupported":
        return [{ flaw: current.flaw, path: at, once: current.once === true }];
      case "untyped":
        if (allowUntyped || (isInside && current.written === "unknown")) return [];
        return [{ flaw: isInside ? anyInside() : untypedValue(current.written), path: at }];
      case "array":
        return visit(current.items, `${at}[]`, isInside);
      case "record":
        return visit(current.values, `${at}[string]`, true);
      case "union":
        // The members of a union come in the checker's order, which changes from program to program.
        return sortFlaws(current.members.flatMap((member) => visit(member, at, isInside)));
      case "struct":
        return [
          ...current.flaws.map((flaw) => ({ flaw, path: at })),
          ...current.fields.flatMap((field) => {
            const inner = `${at}.${field.name}`;
            return [...field.flaws.map((flaw) => ({ flaw, path: inner })), ...visit(field.shape, inner, true)];
          }),
        ];
      case "reference":
        if (seen.has(current.definition)) return [];
        seen.add(current.definition);
        return visit(current.definition.shape, at, true);
      default:
        return [];
    }
  };
  const found = visit(shape, path, false);
  const repeated = found.filter(({ once }) => once);
  const shortest = repeated.toSorted((left, right) => left.path.length - right.path.length)[0];
  return found.filter((entry) => entry === shortest || !entry.once);
}

function sortFlaws(found: readonly FlawFound[]): readonly FlawFound[] {
  const keyed = found.map((entry) => ({ entry, key: `${entry.path} ${JSON.stringify(entry.flaw(""))}` }));
  return keyed
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ entry }) => entry);
}
