/** The state of the control plane: one SQLite database, in a file or in memory. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** A value that a column takes. */
export type Column = SQLInputValue;

/** A database that is open. */
export interface Database {
  /** Runs a statement; gives the number of rows that it changed. */
  run(sql: string, ...values: readonly Column[]): number;
  /** The first row of a query. */
  get<Row extends object>(sql: string, ...values: readonly Column[]): Row | undefined;
  /** All rows of a query. */
  all<Row extends object>(sql: string, ...values: readonly Column[]): Row[];
  /** Does all of it or nothing; a transaction within another one is part of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens a database.
 *
 * What a transaction wrote is on the disk when it has ended: a process that is killed loses nothing that it has acknowledged.
 *
 * @param path a file, which is made where it is not there, or `:memory:`
 */
export function openDatabase(path: string): Database {
  const connection = new DatabaseSync(path);
  try {
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  } catch (error) {
    connection.close();
    throw error;
  }
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  let depth = 0;

  return {
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    get: <Row extends object>(sql: string, ...values: readonly Column[]) =>
      prepared(sql).get(...values) as Row | undefined,
    all: <Row extends object>(sql: string, ...values: readonly Column[]) => prepared(sql).all(...values) as Row[],
    transaction(work) {
      if (depth > 0) return work();
      connection.exec("BEGIN IMMEDIATE");
      depth += 1;
      try {
        const result = work();
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        try {
          connection.exec("ROLLBACK");
        } catch {
          // Where the disk is full it has been undone already.
        }
        throw error;
      } finally {
        depth -= 1;
      }
    },
    close: () => connection.close(),
  };
}
