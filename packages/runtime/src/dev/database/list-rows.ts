/** Lists, page by page. */
import type { Sort } from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { Sort_Direction } from "../../idl/gen/flyteidl/admin/common_pb.ts";
import { invalidArgument, invalidField } from "../answers/refusals.ts";
import type { Database } from "./database.ts";
import { type Condition, conditionsOf, fieldNamed, type ListFields } from "./filters.ts";

/** What is listed. */
export interface Listing {
  /** What follows SELECT: the columns and tables. */
  readonly select: string;
  readonly fields: ListFields;
  /** The order where the request asks for none. @default the newest first */
  readonly orderBy?: string;
  readonly groupBy?: string;
}

/** What the requests of lists have in common. */
export interface ListRequest {
  readonly limit: number;
  readonly token: string;
  readonly filters?: string;
  readonly sortBy?: Sort | undefined;
}

/** One page: the token is where the next one starts, and `""` with the last. */
export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly token: string;
}

/** A condition that a column is a value. */
export function is(column: string, value: string | number): Condition {
  return { sql: `${column} = ?`, values: [value] };
}

/** Reads one page of a list. */
export function listRows<Row extends object>(
  database: Database,
  { select, fields, orderBy = "created_at DESC", groupBy }: Listing,
  conditions: readonly Condition[],
  { limit, token, filters = "", sortBy }: ListRequest,
): RowPage<Row> {
  if (limit === 0) throw invalidField("limit");
  if (!/^\d*$/.test(token)) throw invalidArgument(`invalid token value: ${token}`);
  const offset = Number(token);
  const where = [...conditions, ...conditionsOf(filters, fields)];
  const order = sortBy === undefined || sortBy.key === "" ? orderBy : orderOf(sortBy, fields);
  const sql = [
    `SELECT ${select}`,
    ...(where.length === 0 ? [] : [`WHERE ${where.map((condition) => `(${condition.sql})`).join(" AND ")}`]),
    ...(groupBy === undefined ? [] : [`GROUP BY ${groupBy}`]),
    `ORDER BY ${order}`,
    "LIMIT ? OFFSET ?",
  ].join(" ");
  const rows = database.all<Row>(sql, ...where.flatMap(({ values }) => values), limit, offset);
  // A full page is followed by another one, which may be empty: the server does not look ahead.
  return { rows, token: rows.length === limit ? String(offset + rows.length) : "" };
}

function orderOf({ key, direction }: Sort, fields: ListFields): string {
  const { sql } = fieldNamed(key, fields, "sort_by key");
  return `${sql} ${direction === Sort_Direction.ASCENDING ? "ASC" : "DESC"}`;
}
