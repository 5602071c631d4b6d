import { badValue, unknownFormat } from "../errors/datasets.ts";
import { describeValue } from "../literals/describe-value.ts";
import type { ColumnRule } from "../types/dataset-columns.ts";
import type { FileAccess } from "../types/file-access.ts";
import { type Cell, cellOf, inferRule } from "./cell.ts";
import { csvText } from "./csv.ts";
import { parquetBytes } from "./parquet.ts";

type Row = { readonly [column: string]: unknown };

/** A column of values that were checked. */
export interface CheckedColumn {
  readonly rule: ColumnRule;
  readonly cells: readonly Cell[];
}

/** Writes rows below a URI as Python lays them out: the file `00000` of Parquet, `.csv` of CSV. */
export async function writeDataset(
  rows: readonly object[],
  rules: readonly ColumnRule[] | undefined,
  format: string,
  uri: string,
  access: FileAccess,
): Promise<void> {
  const columns = checkRows(rows, rules);
  const folder = uri.replace(/\/+$/, "");
  if (format === "parquet") await access.write(`${folder}/00000`, await parquetBytes(columns));
  else if (format === "csv") await access.write(`${folder}/.csv`, new TextEncoder().encode(await csvText(columns)));
  else throw unknownFormat(format, uri);
}

/** The rows by column. The first value that is not of its column's type throws, with its row. */
export function checkRows(rows: readonly object[], rules: readonly ColumnRule[] | undefined): readonly CheckedColumn[] {
  const data = rows as readonly Row[];
  const names = rules?.map(({ name }) => name) ?? [...new Set(data.flatMap((row) => Object.keys(row)))];
  const known = new Set(names);
  for (const [index, row] of data.entries()) {
    const unknown = Object.keys(row).find((name) => !known.has(name) && row[name] !== undefined);
    if (unknown !== undefined)
      throw badValue(index, unknown, `no such column (there are ${names.join(", ")})`, describeValue(row[unknown]));
  }
  return names.map((name, at) => {
    const values = data.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined));
    const rule = rules?.[at] ?? inferRule(name, values);
    const cells = values.map((value, index): Cell => {
      if ((value === null || value === undefined) && "empty" in rule) return null;
      const cell = cellOf(value, rule);
      if (cell === undefined) throw badValue(index, name, rule.type, describeValue(value));
      return cell;
    });
    return { rule, cells };
  });
}
