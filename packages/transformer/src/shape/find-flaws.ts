import {
  anyInside,
  datasetColumn,
  datasetColumns,
  type Flaw,
  untypedArgument,
  untypedValue,
} from "../diagnostics/index.ts";
import { mayHaveFlaws } from "./may-have-flaws.ts";
import type { Definition, OpenKeys, Shape } from "./shape.ts";

/** A flaw and the path to it from the variable, such as `rows[].when`. */
export interface FlawFound {
  readonly flaw: Flaw;
  readonly path: string;
  readonly once?: boolean;
}

/**
 * What becomes of a value whose type says nothing: it is stored as a blob, it would be with an option, or nothing can
 * store it.
 */
export type Untyped = "stored" | "optional" | "refused";

/** How many definitions are looked into at once: a chain of thousands takes no more stack. */
const depthLimit = 100;

/** All flaws of a shape, each once, in the order of the shape. */
export function findFlaws(shape: Shape, path: string, untyped: Untyped): readonly FlawFound[] {
  if (!mayHaveFlaws(shape)) return [];
  const seen = new Set<Definition>();
  const later: { readonly definition: Definition; readonly at: string }[] = [];
  let depth = 0;
  /** Inside a struct or record `unknown` is any JSON; outside it would be the whole of a value. */
  const visit = (current: Shape, at: string, isInside: boolean): readonly FlawFound[] => {
    switch (current.kind) {
      case "unsupported":
        return [{ flaw: current.flaw, path: at, once: current.once === true }];
      case "untyped":
        if (untyped === "stored" || (isInside && current.written === "unknown")) return [];
        if (isInside) return [{ flaw: anyInside(), path: at }];
        return [
          { flaw: untyped === "refused" ? untypedArgument(current.written) : untypedValue(current.written), path: at },
        ];
      case "array":
        return visit(current.items, `${at}[]`, isInside);
      case "tuple":
        return [
          ...current.items.flatMap((item, index) => visit(item, `${at}[${index}]`, true)),
          ...(current.rest === undefined ? [] : visit(current.rest, `${at}[]`, true)),
        ];
      case "record":
        return visitOpen(current, at);
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
          ...(current.open === undefined ? [] : visitOpen(current.open, at)),
        ];
      case "dataset":
        return current.columns === undefined ? [] : visitColumns(current.columns, at);
      case "reference":
        if (seen.has(current.definition)) return [];
        seen.add(current.definition);
        if (depth >= depthLimit) {
          later.push({ definition: current.definition, at });
          return [];
        }
        return visitDefinition(current.definition, at);
      default:
        return [];
    }
  };
  const visitDefinition = (definition: Definition, at: string): readonly FlawFound[] => {
    depth++;
    const found = visit(definition.shape, at, true);
    depth--;
    return found;
  };
  const visitOpen = ({ values, patterns }: OpenKeys, at: string): readonly FlawFound[] => [
    ...patterns.flatMap((pattern) => visit(pattern.values, `${at}[${pattern.key}]`, true)),
    ...(values === undefined ? [] : visit(values, `${at}[string]`, true)),
  ];
  const visitColumns = (columns: Shape, at: string): readonly FlawFound[] => {
    const row = columns.kind === "reference" ? columns.definition.shape : columns;
    const found = visit(row, at, true);
    if (found.length > 0) return found;
    if (row.kind !== "struct" || row.open !== undefined) return [{ flaw: datasetColumns(word(row)), path: at }];
    const refused = row.fields.filter((field) => !isColumn(field.shape));
    return refused.map((field) => ({ flaw: datasetColumn(word(field.shape)), path: `${at}.${field.name}` }));
  };
  const found = [...visit(shape, path, false)];
  for (const { definition, at } of later) found.push(...visitDefinition(definition, at));
  const repeated = found.filter(({ once }) => once);
  const shortest = repeated.toSorted((left, right) => left.path.length - right.path.length)[0];
  return found.filter((entry) => entry === shortest || !entry.once);
}

const columnKinds: ReadonlySet<Shape["kind"]> = new Set<Shape["kind"]>([
  "number",
  "integer",
  "bigint",
  "string",
  "boolean",
  "datetime",
  "instant",
]);

function isColumn(shape: Shape): boolean {
  if (shape.kind !== "union") return columnKinds.has(shape.kind);
  const values = shape.members.filter(({ kind }) => kind !== "null" && kind !== "undefined");
  return values.length === 1 && values.every(({ kind }) => columnKinds.has(kind));
}

/** A word for what stands where a column should. */
function word(shape: Shape): string {
  switch (shape.kind) {
    case "reference":
      return shape.definition.name;
    case "struct":
      return shape.title ?? (shape.open === undefined ? "an object" : "an object with further keys");
    case "literals":
      return shape.name ?? `literals of type ${shape.base}`;
    default:
      return shape.kind;
  }
}

function sortFlaws(found: readonly FlawFound[]): readonly FlawFound[] {
  const keyed = found.map((entry) => ({ entry, key: `${entry.path} ${JSON.stringify(entry.flaw(""))}` }));
  return keyed
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ entry }) => entry);
}
