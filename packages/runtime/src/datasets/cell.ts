import type { Instant } from "../model/index.ts";
import type { ColumnKind, ColumnRule } from "../types/dataset-columns.ts";
import { isTemporal, Temporal } from "../types/temporal.ts";
import { readTime, splitNanos, timestampRange, totalNanos } from "../types/time-text.ts";

/** What a table holds in one place: times are nanoseconds since 1970, tagged, so that no format's rounding shows. */
export type Cell = null | string | number | bigint | boolean | Time | Uint8Array | object;

/** A time in a cell. */
export class Time {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** A column as a file holds it. */
export interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
}

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** The cell of a value; undefined where the value is not of the column's type. */
export function cellOf(value: unknown, { kind, values }: ColumnRule): Cell | undefined {
  if (values !== undefined && !values.some((item) => item === value || item === numberOf(value))) return undefined;
  switch (kind) {
    case "string":
      return typeof value === "string" && (value as string & { isWellFormed(): boolean }).isWellFormed()
        ? value
        : undefined;
    case "integer":
      return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
    case "bigint":
      return typeof value === "bigint" && value >= int64.min && value <= int64.max ? value : undefined;
    case "float":
      return typeof value === "number" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "datetime": {
      const time = value instanceof Date ? value.getTime() : Number.NaN;
      return Number.isNaN(time) ? undefined : inRange(BigInt(time) * 1_000_000n);
    }
    case "instant":
      return isTemporal(value, "Instant") ? inRange(value.epochNanoseconds) : undefined;
    default:
      return kind satisfies never;
  }
}

/** The value of a cell; undefined where the cell is not of the column's type. */
export function valueOfCell(cell: Cell, { kind, values }: ColumnRule): unknown {
  const value = valueOfKind(cell, kind);
  if (value === undefined || values === undefined) return value;
  return values.some((item) => item === value || item === numberOf(value)) ? value : undefined;
}

function valueOfKind(cell: Cell, kind: ColumnKind): unknown {
  switch (kind) {
    case "string":
      return typeof cell === "string" ? cell : undefined;
    case "integer":
      return Number.isSafeInteger(numberOf(cell)) ? numberOf(cell) : undefined;
    case "bigint":
      if (typeof cell === "bigint") return cell;
      return Number.isSafeInteger(cell) ? BigInt(cell as number) : undefined;
    case "float":
      return numberOf(cell);
    case "boolean":
      return typeof cell === "boolean" ? cell : undefined;
    case "datetime":
      return cell instanceof Time ? dateOf(instantOf(cell)) : undefined;
    case "instant":
      return cell instanceof Time ? Temporal.Instant.fromEpochNanoseconds(cell.nanos) : undefined;
    default:
      return kind satisfies never;
  }
}

/** The cell that a text of a CSV file spells, in the spellings of pandas too; undefined where it spells none. */
export function cellOfText(text: string, kind: ColumnKind): Cell | undefined {
  switch (kind) {
    case "string":
      return text;
    case "integer":
    case "bigint": {
      // Data frames write integers as floats where some are missing.
      const digits = /^([+-]?)(\d{1,19})(?:\.0*)?$/.exec(text);
      const value = digits === null ? undefined : BigInt(`${digits[1] === "-" ? "-" : ""}${digits[2]}`);
      return value !== undefined && value >= int64.min && value <= int64.max ? value : undefined;
    }
    case "float": {
      if (/^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$|^[+-]?\.\d+(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
      const special = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
      if (special === null) return undefined;
      if (special[2]?.toLowerCase() === "nan") return Number.NaN;
      return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    case "boolean":
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
    case "datetime":
    case "instant": {
      const time = readTime(text);
      return time === undefined ? undefined : new Time(totalNanos(time));
    }
    default:
      return kind satisfies never;
  }
}

/** A cell of a column whose type nobody declared. */
export function plainValue(cell: Cell): unknown {
  if (cell instanceof Time) return valueOfKind(cell, "datetime");
  return typeof cell === "bigint" && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
}

/** The rule of a column whose type nobody declared, by its first value. */
export function inferRule(name: string, values: readonly unknown[]): ColumnRule {
  const given = values.filter((value) => value !== null && value !== undefined);
  const rule = (kind: ColumnKind, type: string): ColumnRule => ({ name, kind, type, empty: null });
  const [first] = given;
  switch (typeof first) {
    case "number":
      return given.every(Number.isSafeInteger) ? rule("integer", "integer") : rule("float", "number");
    case "bigint":
      return rule("bigint", "bigint");
    case "boolean":
      return rule("boolean", "boolean");
    default:
      if (first instanceof Date) return rule("datetime", "Date");
      return isTemporal(first, "Instant") ? rule("instant", "Temporal.Instant") : rule("string", "string");
  }
}

/** The time of a cell as seconds and nanoseconds. */
export function instantOf(time: Time): Instant {
  return splitNanos(time.nanos);
}

/** Finer parts are cut off, towards the past. */
function dateOf({ seconds, nanos }: Instant): Date {
  return new Date(Number(seconds) * 1000 + Math.floor(nanos / 1_000_000));
}

function inRange(nanos: bigint): Time | undefined {
  const { seconds } = splitNanos(nanos);
  return seconds >= timestampRange.min && seconds <= timestampRange.max ? new Time(nanos) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;
}
