import type { Column, Database } from "../../database/database.ts";

/** A row of a table by the columns that identify it. */
export type RowKey = { readonly [column: string]: Column };

/** Adds a row; false where there is one already. */
export function insertRow(database: Database, table: string, row: RowKey): boolean {
  const columns = Object.keys(row);
  const sql = `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`;
  return database.run(sql, ...Object.values(row)) > 0;
}

/** Writes some columns of one row; what is undefined stays as it is. */
export function updateRow(
  database: Database,
  table: string,
  key: RowKey,
  change: { readonly [column: string]: Column | undefined },
): void {
  const changes = Object.entries(change).filter((entry): entry is [string, Column] => entry[1] !== undefined);
  if (changes.length === 0) return;
  const columns = changes.map(([column]) => `${column} = ?`).join(", ");
  const where = Object.keys(key)
    .map((column) => `${column} = ?`)
    .join(" AND ");
  const values = [...changes.map(([, value]) => value), ...Object.values(key)];
  database.run(`UPDATE ${table} SET ${columns} WHERE ${where}`, ...values);
}
