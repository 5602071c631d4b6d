import { unreadableSchema } from "../errors/values.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import { nameSchema, takesNull, withoutNull } from "./describe-schema.ts";
import { readForm } from "./form.ts";

/** What the cells of a column are in TypeScript. */
export type ColumnKind = "string" | "integer" | "bigint" | "float" | "boolean" | "datetime" | "instant";

/** One declared column of a dataset. */
export interface ColumnRule {
  readonly name: string;
  readonly kind: ColumnKind;
  /** What a cell without a value is read as; it is an error where there is nothing. */
  readonly empty?: null | undefined;
  /** The closed set that the values are of. */
  readonly values?: readonly Json[];
  /** The type in words. */
  readonly type: string;
}

/** The columns that the schema of a row declares; undefined where it declares none. */
export function columnRules(columns: Schema | undefined, root: VariablesSchema): readonly ColumnRule[] | undefined {
  if (columns === undefined) return undefined;
  const row = readForm(columns, root);
  if (row.kind !== "struct") throw unreadableSchema(columns, "the columns of a dataset are no object type");
  return row.fields.map(({ name, schema, required }) => {
    const cell = readForm(withoutNull(schema, root), root);
    const kind = cell.kind === "values" ? cell.base : cell.kind;
    if (!isColumnKind(kind)) {
      throw unreadableSchema(schema, `the column ${JSON.stringify(name)} holds ${kind}, which no table can`);
    }
    const nullable = !required || takesNull(schema, root);
    return {
      name,
      kind,
      type: nameSchema(schema, root),
      ...(nullable ? { empty: readsNull(schema, root) ? null : undefined } : {}),
      ...(cell.kind === "values" ? { values: cell.values } : {}),
    };
  });
}

const columnKinds: readonly string[] = ["string", "integer", "bigint", "float", "boolean", "datetime", "instant"];

function isColumnKind(kind: string): kind is ColumnKind {
  return columnKinds.includes(kind);
}

function readsNull(schema: Schema, root: VariablesSchema): boolean {
  const form = readForm(schema, root);
  if (form.kind === "union") return form.variants.some((variant) => readsNull(variant, root));
  return form.kind === "none" && form.readsAs === null;
}
