/** Attempts of tasks as they are stored. */
import type { Database } from "../../database/database.ts";
import { insertRow, updateRow } from "./changes.ts";
import type { NodeKey } from "./node-executions.ts";

/** What an attempt is known by. */
export interface AttemptKey extends NodeKey {
  /** Counts from 0. */
  readonly attempt: number;
}

/** A row of the table. Phases are those of `flyteidl.core.TaskExecution.Phase`. */
export interface TaskExecutionRow extends AttemptKey {
  /** `flyteidl.core.Identifier`. */
  readonly task: Uint8Array;
  readonly task_type: string;
  readonly phase: number;
  /** Whether nodes came out of it: a dynamic task. */
  readonly is_parent: number;
  /** Whose retries a failed attempt used up; `none` is final. */
  readonly fault: "user" | "system" | "none" | null;
  readonly input_uri: string;
  readonly output_uri: string | null;
  /** A text file with what the container wrote. */
  readonly log_uri: string | null;
  readonly reason: string;
  /** `flyteidl.core.ExecutionError`. */
  readonly error: Uint8Array | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly updated_at: number;
  readonly ended_at: number | null;
}

/** What changes of an attempt. */
export type AttemptChange = Partial<Omit<TaskExecutionRow, keyof AttemptKey | "task">>;

const whereNode = "WHERE project = ? AND domain = ? AND name = ? AND node_id = ?";

/** Adds an attempt; false where it is there already. */
export function insertAttempt(database: Database, row: TaskExecutionRow): boolean {
  return insertRow(database, "task_executions", { ...row });
}

/** Writes what has changed of an attempt. */
export function updateAttempt(
  database: Database,
  { project, domain, name, node_id, attempt }: AttemptKey,
  change: AttemptChange,
): void {
  updateRow(database, "task_executions", { project, domain, name, node_id, attempt }, change);
}

/** The attempts of a node, the first one first. */
export function attemptsOfNode(
  database: Database,
  { project, domain, name, node_id }: NodeKey,
): readonly TaskExecutionRow[] {
  return database.all(`SELECT * FROM task_executions ${whereNode} ORDER BY attempt`, project, domain, name, node_id);
}

/** An attempt of an element of an array. */
export interface ElementAttemptRow extends TaskExecutionRow {
  /** Counts from 0. */
  readonly element: number;
  /** `flyteidl.core.CatalogCacheStatus`. */
  readonly cache_status: number | null;
}

/** The attempts of all elements of an array, by element. */
export function attemptsOfElements(
  database: Database,
  { project, domain, name, node_id }: NodeKey,
): readonly ElementAttemptRow[] {
  return database.all(
    `SELECT task_executions.*, cache_status, CAST(substr(spec_node_id, 2) AS INTEGER) AS element
    FROM node_executions JOIN task_executions USING (project, domain, name, node_id)
    WHERE project = ? AND domain = ? AND name = ? AND parent_id = ? AND kind = 'element' ORDER BY element, attempt`,
    project,
    domain,
    name,
    node_id,
  );
}

/** One attempt. */
export function readAttempt(
  database: Database,
  { project, domain, name, node_id, attempt }: AttemptKey,
): TaskExecutionRow | undefined {
  return database.get(
    `SELECT * FROM task_executions ${whereNode} AND attempt = ?`,
    project,
    domain,
    name,
    node_id,
    attempt,
  );
}
