import type { DataType, Vector } from "apache-arrow";
import type { ColumnKind, ColumnRule } from "../types/dataset-columns.ts";
import type { ArrowTable } from "../types/structured-dataset.ts";
import { type Cell, Time } from "./cell.ts";
import { loadLibrary } from "./load-library.ts";
import { checkRows } from "./write-dataset.ts";

/** The rows as a table of Arrow, with a type for each column. */
export async function arrowTable(
  rows: readonly object[],
  rules: readonly ColumnRule[] | undefined,
): Promise<ArrowTable> {
  const arrow = await loadLibrary(["apache-arrow"], "make a table", () => import("apache-arrow"));
  const typeOf: { readonly [kind in ColumnKind]: () => DataType } = {
    string: () => new arrow.Utf8(),
    integer: () => new arrow.Int64(),
    bigint: () => new arrow.Int64(),
    float: () => new arrow.Float64(),
    boolean: () => new arrow.Bool(),
    datetime: () => new arrow.TimestampMillisecond("UTC"),
    instant: () => new arrow.TimestampNanosecond("UTC"),
  };
  const vectors = checkRows(rows, rules).map(({ rule, cells }): [string, Vector] => [
    rule.name,
    arrow.vectorFromArray(
      cells.map((cell) => arrowCell(cell, rule.kind)),
      typeOf[rule.kind](),
    ),
  ]);
  return new arrow.Table(Object.fromEntries(vectors)) as unknown as ArrowTable;
}

function arrowCell(cell: Cell, kind: ColumnKind): unknown {
  if (!(cell instanceof Time)) return cell;
  return kind === "instant" ? cell.nanos : Number(cell.nanos / 1_000_000n);
}
