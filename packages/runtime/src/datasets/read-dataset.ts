import { badCell, missingColumn, unknownFormat } from "../errors/datasets.ts";
import { type ErrorCode, TsflyteError } from "../errors/index.ts";
import { fileNotFound } from "../errors/storage.ts";
import { notOnThisMachine } from "../errors/values.ts";
import { describeValue } from "../literals/describe-value.ts";
import { setOwn } from "../literals/set-own.ts";
import type { ColumnRule } from "../types/dataset-columns.ts";
import type { FileAccess } from "../types/file-access.ts";
import { localPathOf, uriBelow } from "../types/flyte-file.ts";
import { listTree } from "../types/list-tree.ts";
import type { DatasetSource } from "../types/structured-dataset.ts";
import { type Cell, type Column, plainValue, Time, valueOfCell } from "./cell.ts";
import { readCsv } from "./csv.ts";
import { readParquet } from "./parquet.ts";

type Row = { [column: string]: unknown };

/** Reads all rows of a stored dataset, of each of its files in turn. */
export async function readDataset(uri: string, format: string, source: DatasetSource): Promise<readonly Row[]> {
  const access = source.access ?? localReader(uri);
  const parts = await partsOf(uri, access);
  const rows: Row[] = [];
  for (const part of parts) {
    const bytes = await access.read(part);
    const columns = await readPart(part, bytes, formatOf(format, part, bytes), source.columns);
    appendRows(rows, columns, part, source.columns);
  }
  return rows;
}

/** Of what names one file, or lies where there are no folders. */
const noFolder: ReadonlySet<ErrorCode> = new Set(["file-not-found", "not-supported"]);

/** The files of a dataset: those of a folder, without hidden ones and markers, or the file itself. */
async function partsOf(uri: string, access: Pick<FileAccess, "list">): Promise<readonly string[]> {
  let names: readonly string[] = [];
  try {
    names = await access.list(uri);
  } catch (error) {
    if (!(error instanceof TsflyteError && noFolder.has(error.code))) throw error;
  }
  // Python keeps the one file of a CSV dataset under this name.
  const parts = names.filter((name) => name === ".csv" || !/(?:^|\/)[._]/.test(name));
  return parts.length === 0 ? [uri] : parts.map((name) => uriBelow(uri, name));
}

const parquetMagic = "PAR1";

function formatOf(format: string, part: string, bytes: Uint8Array): "parquet" | "csv" {
  if (format === "parquet" || format === "csv") return format;
  if (format !== "") throw unknownFormat(format, part);
  const magic = new TextDecoder("latin1").decode(bytes.subarray(0, 4));
  return magic === parquetMagic ? "parquet" : "csv";
}

function readPart(
  part: string,
  bytes: Uint8Array,
  format: "parquet" | "csv",
  rules: readonly ColumnRule[] | undefined,
): Promise<readonly Column[]> {
  return format === "parquet" ? readParquet(part, bytes, rules) : readCsv(part, bytes, rules);
}

function appendRows(
  rows: Row[],
  columns: readonly Column[],
  part: string,
  rules: readonly ColumnRule[] | undefined,
): void {
  const start = rows.length;
  const count = columns[0]?.cells.length ?? 0;
  for (let index = 0; index < count; index++) rows.push({});
  const wanted = rules ?? columns.map(({ name }): ColumnRule => ({ name, kind: "string", type: "any", empty: null }));
  for (const rule of wanted) {
    const column = columns.find(({ name }) => name === rule.name);
    const optional = "empty" in rule;
    if (column === undefined && !optional)
      throw missingColumn(
        part,
        rule,
        columns.map(({ name }) => name),
      );
    for (let index = 0; index < count; index++) {
      const cell = column?.cells[index] ?? null;
      const row = rows[start + index] as Row;
      if (cell !== null) {
        const value = rules === undefined ? plainValue(cell) : valueOfCell(cell, rule);
        if (value === undefined) throw badCell(part, rule, index, describeCell(cell));
        setOwn(row, rule.name, value);
      } else if (!optional && rule.kind === "float") {
        // A data frame has NaN for a number that is not there, and writes it as nothing.
        setOwn(row, rule.name, Number.NaN);
      } else if (!optional) throw badCell(part, rule, index, "nothing");
      else if (rule.empty === null) setOwn(row, rule.name, null);
    }
  }
}

function describeCell(cell: Cell): string {
  return cell instanceof Time ? "a time" : describeValue(cell);
}

/** A dataset that was made from a path and that no run has touched. */
function localReader(uri: string): Pick<FileAccess, "list" | "read"> {
  if (localPathOf(uri) === undefined) throw notOnThisMachine(uri, "dataset");
  const { promises } = process.getBuiltinModule("node:fs");
  return {
    list: (folder) => listTree(localPathOf(folder) ?? folder),
    read: (file) =>
      promises.readFile(localPathOf(file) ?? file).catch((error: unknown) => {
        throw fileNotFound(file, error);
      }),
  };
}
