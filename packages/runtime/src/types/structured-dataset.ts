import { noLocation } from "../errors/values.ts";
import type { ColumnRule } from "./dataset-columns.ts";
import type { FileAccess } from "./file-access.ts";
import { localPathOf } from "./flyte-file.ts";

/** The formats that this library reads and writes itself. */
export type DatasetFormat = "parquet" | "csv";

/** A column of an Arrow table, as far as this library looks at it. */
export interface ArrowColumn {
  readonly length: number;
  get(index: number): unknown;
  toArray(): unknown;
}

/** What every version of `apache-arrow` has of its `Table`; the value is one, and may be cast to it. */
export interface ArrowTable {
  readonly numRows: number;
  readonly numCols: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChild(name: string): ArrowColumn | null;
  toArray(): readonly unknown[];
}

/** Where a dataset is read from, and as what. */
export interface DatasetSource {
  readonly access?: FileAccess;
  /** The columns that the type declares. */
  readonly columns?: readonly ColumnRule[];
}

/**
 * A table by reference: only its URI travels between tasks. `Columns` is the type of a row; declared columns are
 * checked in and out, and others of the stored table are left away. `Format` is `"parquet"` or `"csv"`, or nothing for either.
 *
 * Parquet needs the packages `hyparquet` to read and `hyparquet-writer` to write, CSV needs `csv-parse` and
 * `csv-stringify`, and {@link StructuredDataset.table} needs `apache-arrow`.
 *
 * @example
 * ```ts
 * type Sale = { item: string; count: Int };
 *
 * export const sold = task(async (sales: StructuredDataset<Sale>): Promise<StructuredDataset<Sale>> => {
 *   const rows = await sales.rows();
 *   return StructuredDataset.fromRows(rows.filter((sale) => sale.count > 0));
 * });
 * ```
 */
export class StructuredDataset<Columns extends object = Record<string, unknown>, Format extends string = string> {
  /** Types only; no value has it. */
  declare readonly "~flyte"?: readonly ["dataset", Columns, Format];
  /** What two copies of this package know each other's datasets by. */
  readonly "~tsflyte": string = "dataset";
  /** Where the table lies; `""` for rows that are not stored yet. */
  readonly uri: string;
  /** `""` where nobody said it: the name of the stored object tells it then. */
  readonly format: string;
  readonly #source: DatasetSource;
  readonly #given: readonly Columns[] | undefined;
  #read: Promise<readonly Columns[]> | undefined;

  /**
   * @param uri a local path or a URI, of one file or of a folder of them
   * @param source where it is read from; the runtime gives it to the datasets that it passes to a task
   */
  constructor(
    uri: string,
    options: { readonly format?: DatasetFormat | (string & {}) } = {},
    source: DatasetSource = {},
    given?: readonly Columns[],
  ) {
    if (typeof uri !== "string" || (uri === "" && given === undefined)) {
      throw noLocation("StructuredDataset", uri, "; for rows use StructuredDataset.fromRows(…)");
    }
    this.uri = uri;
    this.format = options.format ?? "";
    this.#source = source;
    this.#given = given;
  }

  /** A dataset of these rows; they are stored when a task returns it. */
  static fromRows<Row extends object, Format extends DatasetFormat | "" = "">(
    rows: Iterable<Row>,
    options: { readonly format?: Format & DatasetFormat } = {},
  ): StructuredDataset<Row, Format> {
    return new StructuredDataset<Row, Format>("", options, {}, [...rows]);
  }

  /** Whether the table is in storage already, so that passing the dataset on needs no upload. */
  get isStored(): boolean {
    if (this.#given !== undefined) return false;
    return this.#source.access !== undefined || localPathOf(this.uri) === undefined;
  }

  /** All rows, checked against the declared columns; read once, and again only after a failure. */
  async rows(): Promise<Columns[]> {
    if (this.#given !== undefined) return [...this.#given];
    this.#read ??= this.#load().catch((error: unknown) => {
      this.#read = undefined;
      throw error;
    });
    return [...(await this.#read)];
  }

  /** All rows as a table of `apache-arrow`. */
  async table(): Promise<ArrowTable> {
    const { arrowTable } = await import("../datasets/index.ts");
    return arrowTable(await this.rows(), this.#source.columns);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Columns, void, undefined> {
    yield* await this.rows();
  }

  toJSON(): { readonly uri: string; readonly file_format: string } {
    return { uri: this.uri, file_format: this.format };
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && (value as { "~tsflyte"?: unknown })["~tsflyte"] === "dataset";
  }

  async #load(): Promise<readonly Columns[]> {
    const { readDataset } = await import("../datasets/index.ts");
    return (await readDataset(this.uri, this.format, this.#source)) as readonly Columns[];
  }
}
