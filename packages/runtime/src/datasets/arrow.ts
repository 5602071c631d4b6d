import type { DataType, Timestamp, Vector } from "apache-arrow";
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
    rule.kind === "datetime" || rule.kind === "instant"
      ? new arrow.Vector([arrow.makeData({ type: typeOf[rule.kind]() as Timestamp, ...timesOf(cells, rule.kind) })])
      : arrow.vectorFromArray(cells, typeOf[rule.kind]()),
  ]);
  return new arrow.Table(Object.fromEntries(vectors)) as unknown as ArrowTable;
}

/** The buffers of a column of times. The library's own builder takes milliseconds in floating point, which are not exact. */
function timesOf(
  cells: readonly Cell[],
  kind: ColumnKind,
): {
  readonly length: number;
  readonly nullCount: number;
  readonly nullBitmap: Uint8Array;
  readonly data: BigInt64Array;
} {
  const data = new BigInt64Array(cells.length);
  const nullBitmap = new Uint8Array(Math.ceil(cells.length / 8));
  let nullCount = 0;
  for (const [index, cell] of cells.entries()) {
    if (cell instanceof Time) {
      data[index] = kind === "instant" ? cell.nanos : BigInt.asIntN(64, floorDivide(cell.nanos, 1_000_000n));
      nullBitmap[index >> 3] = (nullBitmap[index >> 3] ?? 0) | (1 << (index & 7));
    } else nullCount++;
  }
  return { length: cells.length, nullCount, nullBitmap, data };
}

function floorDivide(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return (value - (rest < 0n ? rest + by : rest)) / by;
}
