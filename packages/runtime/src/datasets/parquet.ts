import type { SchemaElement } from "hyparquet";
import { unreadableDataset } from "../errors/datasets.ts";
import type { ColumnKind, ColumnRule } from "../types/dataset-columns.ts";
import { type Cell, type Column, Time } from "./cell.ts";
import { loadLibrary } from "./load-library.ts";
import type { CheckedColumn } from "./write-dataset.ts";

/** The declared columns of a Parquet file, all of them where none are declared. */
export async function readParquet(
  part: string,
  bytes: Uint8Array,
  rules: readonly ColumnRule[] | undefined,
): Promise<readonly Column[]> {
  const { parquetMetadata, parquetReadObjects, parquetSchema } = await loadLibrary(
    ["hyparquet"],
    "read Parquet",
    () => import("hyparquet"),
  );
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const compressors = await optionalCompressors();
  try {
    const metadata = parquetMetadata(buffer);
    const present = parquetSchema(metadata).children.map(({ element }) => element.name);
    const names = rules === undefined ? present : present.filter((name) => rules.some((rule) => rule.name === name));
    const rows = (await parquetReadObjects({
      file: { byteLength: buffer.byteLength, slice: (start, end) => buffer.slice(start, end) },
      metadata,
      columns: [...names],
      ...(compressors === undefined ? {} : { compressors }),
      parsers: {
        timestampFromMilliseconds: (millis) => new Time(millis * 1_000_000n),
        timestampFromMicroseconds: (micros) => new Time(micros * 1000n),
        timestampFromNanoseconds: (nanos) => new Time(nanos),
        dateFromDays: (days) => new Time(BigInt(days) * 86_400_000_000_000n),
      },
    })) as readonly { readonly [name: string]: Cell | undefined }[];
    return names.map((name) => ({ name, cells: rows.map((row) => row[name] ?? null) }));
  } catch (error) {
    throw unreadableDataset(part, "Parquet", error);
  }
}

/** Compressions beside the usual one come with a library of their own; without it the reader says which is missing. */
async function optionalCompressors(): Promise<typeof import("hyparquet-compressors").compressors | undefined> {
  try {
    return (await import("hyparquet-compressors")).compressors;
  } catch {
    return undefined;
  }
}

/** The bytes of a Parquet file. */
export async function parquetBytes(columns: readonly CheckedColumn[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await loadLibrary(
    ["hyparquet", "hyparquet-writer"],
    "write Parquet",
    () => import("hyparquet-writer"),
  );
  const schema: SchemaElement[] = [
    { name: "root", num_children: columns.length },
    ...columns.map(({ rule }) => ({
      ...parquetTypes[rule.kind],
      name: rule.name,
      repetition_type: "empty" in rule ? ("OPTIONAL" as const) : ("REQUIRED" as const),
    })),
  ];
  const columnData = columns.map(({ rule, cells }) => ({
    name: rule.name,
    data: cells.map((cell) => (cell instanceof Time ? storedTime(cell, rule.kind) : cell)),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, schema, createdBy: "tsflyte" }));
}

/** Timestamps are 64 bits of their unit; years beyond those of nanoseconds are possible in microseconds only. */
function storedTime({ nanos }: Time, kind: ColumnKind): bigint {
  return kind === "instant" ? nanos : nanos / 1000n;
}

const parquetTypes: { readonly [kind in ColumnKind]: Omit<SchemaElement, "name"> } = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  integer: { type: "INT64" },
  bigint: { type: "INT64" },
  float: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  datetime: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } },
  instant: { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" } },
};
