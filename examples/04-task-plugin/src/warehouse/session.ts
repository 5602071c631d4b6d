/** A connection to a warehouse. SQLite stands for it here: a warehouse is a file, in the folder that `WAREHOUSE_DIR` names. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

export type Value = string | number | bigint | null;
export interface Row {
  readonly [column: string]: Value;
}

/** Statements between its beginning and its end are one transaction. */
export class Session implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements: string[] = [];

  constructor(warehouse: string) {
    this.#database = new DatabaseSync(join(process.env["WAREHOUSE_DIR"] ?? tmpdir(), `${warehouse}.db`), {
      timeout: 5000,
    });
    this.#database.exec("begin");
  }

  /** What ran so far. */
  get statements(): readonly string[] {
    return this.#statements;
  }

  /** Runs a statement; `:name` stands for a value. */
  query(statement: string, values: { readonly [name: string]: SQLInputValue } = {}): readonly Row[] {
    this.#statements.push(statement);
    return this.#database.prepare(statement).all(values) as unknown as readonly Row[];
  }

  commit(): void {
    this.#database.exec("commit");
  }

  /** Undoes whatever is not committed. */
  [Symbol.dispose](): void {
    this.#database.close();
  }
}
