import { TsflyteError } from "./tsflyte-error.ts";
import { formatPath } from "./values.ts";

interface ColumnFacts {
  readonly name: string;
  readonly type: string;
}

/** A library that an optional feature needs and that is not installed. */
export function missingLibrary(names: readonly string[], purpose: string, cause: unknown): TsflyteError {
  return new TsflyteError("missing-library", `To ${purpose} this library needs ${names.join(" and ")}`, {
    remedy: `npm install ${names.join(" ")}`,
    cause,
  });
}

/** A stored cell that is not of its column's type. */
export function badCell(file: string, column: ColumnFacts, row: number, got: string): TsflyteError {
  const path = formatPath("rows", [row, column.name]);
  return new TsflyteError(
    "bad-data",
    `The dataset ${file} is not of its type: ${path}: expected ${column.type}, got ${got}`,
    {
      where: [`column ${JSON.stringify(column.name)}, row ${row + 1}`],
      remedy: "correct the data, or change the column's type and build again",
    },
  );
}

/** A declared column that a stored dataset does not have. */
export function missingColumn(file: string, column: ColumnFacts, present: readonly string[]): TsflyteError {
  const has = present.length === 0 ? "no columns" : `the columns ${present.slice(0, 20).join(", ")}`;
  return new TsflyteError(
    "bad-data",
    `The dataset ${file} has no column ${JSON.stringify(column.name)} (${column.type}): it has ${has}`,
    {
      remedy: "correct the data, or declare the columns that it has and build again",
    },
  );
}

/** A value of a row that is not of its column's type. */
export function badValue(row: number, column: string, expected: string, got: string): TsflyteError {
  const path = formatPath("rows", [row, column]);
  return new TsflyteError(
    "bad-data",
    `The rows of a dataset are not of its type: ${path}: expected ${expected}, got ${got}`,
    {
      where: [`column ${JSON.stringify(column)}, row ${row + 1}`],
      remedy: "return rows of the declared type, or change the column's type and build again",
    },
  );
}

/** A format that nothing here reads or writes. */
export function unknownFormat(format: string, uri: string): TsflyteError {
  return new TsflyteError(
    "unsupported-type",
    `The format ${JSON.stringify(format)} of the dataset ${uri} is neither read nor written here`,
    {
      remedy: 'use "parquet" or "csv", or pass the data as a FlyteFile',
    },
  );
}

/** A stored dataset that cannot be parsed. */
export function unreadableDataset(file: string, format: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("bad-data", `The dataset ${file} cannot be read as ${format}: ${reason}`, {
    remedy: "check the format that it was written in, and that the whole of it arrived",
    cause,
  });
}
