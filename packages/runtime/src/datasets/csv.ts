import { badCell, unreadableDataset } from "../errors/datasets.ts";
import { describeValue } from "../literals/describe-value.ts";
import type { ColumnRule } from "../types/dataset-columns.ts";
import { writeTime } from "../types/time-text.ts";
import { type Cell, type Column, cellOfText, instantOf, Time } from "./cell.ts";
import { loadLibrary } from "./load-library.ts";
import type { CheckedColumn } from "./write-dataset.ts";

/** The columns of a CSV file with a header line. An empty field is no value, and `""` an empty text. */
export async function readCsv(
  part: string,
  bytes: Uint8Array,
  rules: readonly ColumnRule[] | undefined,
): Promise<readonly Column[]> {
  const { parse } = await loadLibrary(["csv-parse"], "read CSV", () => import("csv-parse/sync"));
  let records: readonly (readonly (string | null)[])[];
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    records = parse(text, {
      bom: true,
      skip_empty_lines: true,
      cast: (field, { quoting }) => (field === "" && !quoting ? null : field),
    }) as unknown as readonly (readonly (string | null)[])[];
  } catch (error) {
    throw unreadableDataset(part, "CSV", error);
  }
  const [header = [], ...lines] = records;
  return header.map((title, at) => {
    const name = title ?? "";
    const rule = rules?.find((item) => item.name === name);
    const cells = lines.map((line, index): Cell => {
      const field = line[at] ?? null;
      if (field === null || rule === undefined) return field;
      const cell = cellOfText(field, rule.kind);
      if (cell === undefined) throw badCell(part, rule, index, describeValue(field));
      return cell;
    });
    return { name, cells };
  });
}

/** The text of a CSV file. */
export async function csvText(columns: readonly CheckedColumn[]): Promise<string> {
  const { stringify } = await loadLibrary(["csv-stringify"], "write CSV", () => import("csv-stringify/sync"));
  const count = columns[0]?.cells.length ?? 0;
  const lines = Array.from({ length: count }, (_, index) => columns.map(({ cells }) => fieldOf(cells[index] ?? null)));
  return stringify([columns.map(({ rule }) => rule.name), ...lines], {
    cast: { string: (text) => (text === "" ? { value: text, quoted_empty: true } : text) },
  });
}

/** A value that is not there is an empty field without quotes, unlike an empty text. */
function fieldOf(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell instanceof Time) return writeTime(instantOf(cell));
  return Object.is(cell, -0) ? "-0" : String(cell);
}
