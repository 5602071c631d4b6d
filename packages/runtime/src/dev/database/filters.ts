/** Filters of lists, as the API writes them: `eq(project,flytesnacks)+value_in(phase,FAILED;ABORTED)`. */
import { invalidArgument } from "../answers/refusals.ts";
import type { Column } from "./database.ts";

/** A field of a list. */
export interface ListField {
  /** The SQL that stands for it. */
  readonly sql: string;
  /** Reads a value of a filter; undefined where it cannot be one. @default as text */
  readonly read?: (text: string) => Column | undefined;
}

/** The fields of a list by their names in filters and orders. */
export interface ListFields {
  readonly [name: string]: ListField;
}

/** A part of a WHERE clause. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Column[];
}

const operators: { readonly [name: string]: string } = {
  eq: "=",
  ne: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};

const expression = /^(\w+)\(([^,()]+),(.+)\)$/s;

/** Reads filters; throws INVALID_ARGUMENT for what cannot be read. */
export function conditionsOf(text: string, fields: ListFields): readonly Condition[] {
  if (text === "") return [];
  return text.split("+").map((part) => {
    const [, name = "", field = "", value = ""] = expression.exec(part.trim()) ?? [];
    if (name === "") throw invalidArgument(`unable to parse filter expression [${part}]`);
    return conditionOf(name, fieldNamed(field.trim(), fields, "filter"), field, value);
  });
}

/** A field by its name. */
export function fieldNamed(name: string, fields: ListFields, use: "filter" | "sort_by key"): ListField {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined)
    throw invalidArgument(`invalid ${use}: ${name}; expected one of ${Object.keys(fields).join(", ")}`);
  return field;
}

function conditionOf(name: string, { sql, read }: ListField, field: string, text: string): Condition {
  const readValue = (each: string): Column => {
    const value = read === undefined ? each : read(each);
    if (value === undefined) throw invalidArgument(`invalid value [${each}] in the filter of ${field}`);
    return value;
  };
  if (name === "contains") return { sql: `instr(${sql}, ?) > 0`, values: [readValue(text)] };
  if (name === "value_in" || name === "value_not_in") {
    const values = text.split(";").map(readValue);
    return { sql: `${sql} ${name === "value_in" ? "IN" : "NOT IN"} (${values.map(() => "?").join(", ")})`, values };
  }
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) throw invalidArgument(`unrecognized filter function: ${name}`);
  return { sql: `${sql} ${operator} ?`, values: [readValue(text)] };
}

/** A time as RFC 3339 writes it. */
export function readTime(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** A number. */
export function readNumber(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The number of an enumeration's value, by its name or as it is. */
export function readEnum(values: { readonly [name: string]: number | string }): (text: string) => number | undefined {
  return (text) => {
    const value = Object.hasOwn(values, text) ? values[text] : undefined;
    return typeof value === "number" ? value : readNumber(text);
  };
}
