/** Executions as they are stored: what was asked for, and what became of it. */
import type { Column, Database } from "./database.ts";

/** What an execution is known by. */
export interface ExecutionKey {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** A row of the table. Phases are those of `flyteidl.core.WorkflowExecution.Phase`. */
export interface ExecutionRow extends ExecutionKey {
  /** `flyteidl.admin.ExecutionSpec`, with what the launch plan adds. */
  readonly spec: Uint8Array;
  /** `flyteidl.core.LiteralMap`: all inputs, with the defaults and fixed ones of the launch plan. */
  readonly inputs: Uint8Array;
  /** `flyteidl.core.LiteralMap`: what the request gave. */
  readonly given_inputs: Uint8Array;
  /** `flyteidl.core.Identifier`. */
  readonly launch_plan: Uint8Array;
  /** `flyteidl.core.Identifier` of the workflow whose closure runs. */
  readonly workflow: Uint8Array;
  readonly launch_plan_name: string;
  readonly workflow_name: string;
  /** The task of an execution of a single task. */
  readonly task_name: string | null;
  /** `flyteidl.admin.ExecutionMetadata.ExecutionMode`. */
  readonly mode: number;
  readonly principal: string;
  readonly phase: number;
  /** `flyteidl.admin.ExecutionState`. */
  readonly state: number;
  /** `flyteidl.core.LiteralMap`. */
  readonly outputs: Uint8Array | null;
  /** `flyteidl.core.ExecutionError`. */
  readonly error: Uint8Array | null;
  /** Its kind, for lists. */
  readonly error_kind: number | null;
  readonly abort_cause: string | null;
  readonly abort_principal: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly updated_at: number;
  readonly ended_at: number | null;
}

const columns = [
  "project",
  "domain",
  "name",
  "spec",
  "inputs",
  "given_inputs",
  "launch_plan",
  "workflow",
  "launch_plan_name",
  "workflow_name",
  "task_name",
  "mode",
  "principal",
  "phase",
  "state",
  "outputs",
  "error",
  "error_kind",
  "abort_cause",
  "abort_principal",
  "created_at",
  "started_at",
  "updated_at",
  "ended_at",
] as const satisfies readonly (keyof ExecutionRow)[];

const whereKey = "WHERE project = ? AND domain = ? AND name = ?";

/** Adds an execution; false where there is one of that name. */
export function insertExecution(database: Database, row: ExecutionRow, tags: readonly string[]): boolean {
  return database.transaction(() => {
    const values = columns.map((column) => row[column]);
    const places = columns.map(() => "?").join(", ");
    const inserted = database.run(
      `INSERT INTO executions (${columns.join(", ")}) VALUES (${places}) ON CONFLICT DO NOTHING`,
      ...values,
    );
    if (inserted === 0) return false;
    for (const tag of new Set(tags)) {
      database.run(
        "INSERT INTO execution_tags (project, domain, name, tag) VALUES (?, ?, ?, ?)",
        row.project,
        row.domain,
        row.name,
        tag,
      );
    }
    return true;
  });
}

/** One execution. */
export function readExecution(database: Database, key: ExecutionKey): ExecutionRow | undefined {
  return database.get(`SELECT * FROM executions ${whereKey}`, key.project, key.domain, key.name);
}

/** The executions in one of some phases, the oldest first. */
export function executionsInPhases(database: Database, phases: readonly number[]): readonly ExecutionKey[] {
  const places = phases.map(() => "?").join(", ");
  return database.all(
    `SELECT project, domain, name FROM executions WHERE phase IN (${places}) ORDER BY rowid`,
    ...phases,
  );
}

/** What changes of an execution. */
export type ExecutionChange = Partial<
  Pick<
    ExecutionRow,
    | "phase"
    | "state"
    | "outputs"
    | "error"
    | "error_kind"
    | "abort_cause"
    | "abort_principal"
    | "started_at"
    | "ended_at"
    | "updated_at"
  >
>;

/** Writes what has changed of an execution. */
export function updateExecution(database: Database, key: ExecutionKey, change: ExecutionChange): void {
  const changes = Object.entries(change) as [string, Column][];
  if (changes.length === 0) return;
  database.run(
    `UPDATE executions SET ${changes.map(([column]) => `${column} = ?`).join(", ")} ${whereKey}`,
    ...changes.map(([, value]) => value),
    key.project,
    key.domain,
    key.name,
  );
}
