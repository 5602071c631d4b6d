/** Nodes of executions as they are stored. */
import type { Database } from "../../database/database.ts";
import type { ExecutionKey } from "../../database/executions.ts";
import { insertRow, updateRow } from "./changes.ts";

/** What a node of an execution is known by. */
export interface NodeKey extends ExecutionKey {
  /** Unique in the execution: nodes within others carry the id of the one around them. */
  readonly node_id: string;
}

/** What kind of node it is. */
export type NodeKind =
  | "start"
  | "end"
  | "task"
  | "sub-workflow"
  | "launch-plan"
  | "branch"
  | "gate"
  | "array"
  | "element";

/** A row of the table. Phases are those of `flyteidl.core.NodeExecution.Phase`. */
export interface NodeExecutionRow extends NodeKey {
  /** Its id in the workflow. */
  readonly spec_node_id: string;
  /** The node that it is inside of; null at the top. */
  readonly parent_id: string | null;
  readonly retry_group: string;
  readonly kind: NodeKind;
  readonly phase: number;
  readonly is_parent: number;
  readonly is_dynamic: number;
  readonly is_array: number;
  readonly input_uri: string;
  readonly output_uri: string | null;
  readonly deck_uri: string | null;
  /** The `futures.pb` of a dynamic task. */
  readonly dynamic_job_uri: string | null;
  /** The `flyteidl.core.CompiledWorkflowClosure` that it was compiled to. */
  readonly dynamic_closure_uri: string | null;
  /** The name of the execution that a launch plan's node started, in the same project and domain. */
  readonly child_execution: string | null;
  /** `flyteidl.core.CatalogCacheStatus`; null where the node runs no task. */
  readonly cache_status: number | null;
  /** `flyteidl.core.CatalogMetadata`. */
  readonly cache_key: Uint8Array | null;
  /** `flyteidl.core.ExecutionError`. */
  readonly error: Uint8Array | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly updated_at: number;
  readonly ended_at: number | null;
}

/** What changes of a node. */
export type NodeChange = Partial<Omit<NodeExecutionRow, keyof NodeKey | "kind" | "spec_node_id" | "parent_id">>;

const whereNode = "WHERE project = ? AND domain = ? AND name = ? AND node_id = ?";

/** Adds a node; false where it is there already. */
export function insertNode(database: Database, row: NodeExecutionRow): boolean {
  return insertRow(database, "node_executions", { ...row });
}

/** Writes what has changed of a node. */
export function updateNode(database: Database, { project, domain, name, node_id }: NodeKey, change: NodeChange): void {
  updateRow(database, "node_executions", { project, domain, name, node_id }, change);
}

/** One node. */
export function readNode(
  database: Database,
  { project, domain, name, node_id }: NodeKey,
): NodeExecutionRow | undefined {
  return database.get(`SELECT * FROM node_executions ${whereNode}`, project, domain, name, node_id);
}

/**
 * The nodes of an execution in the order in which they were queued.
 *
 * @param parent those inside this node; without one, those at the top
 */
export function nodesOfExecution(
  database: Database,
  { project, domain, name }: ExecutionKey,
  parent?: string,
): readonly NodeExecutionRow[] {
  const select = "SELECT * FROM node_executions WHERE project = ? AND domain = ? AND name = ?";
  return parent === undefined
    ? database.all(`${select} AND parent_id IS NULL ORDER BY rowid`, project, domain, name)
    : database.all(`${select} AND parent_id = ? ORDER BY rowid`, project, domain, name, parent);
}

/** All nodes of an execution that are in one of some phases, those within others too. */
export function nodesInPhases(
  database: Database,
  { project, domain, name }: ExecutionKey,
  phases: readonly number[],
): readonly NodeExecutionRow[] {
  return database.all(
    `SELECT * FROM node_executions WHERE project = ? AND domain = ? AND name = ? AND phase IN (${phases.map(() => "?").join(", ")}) ORDER BY rowid`,
    project,
    domain,
    name,
    ...phases,
  );
}
