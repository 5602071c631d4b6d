/** What gates wait for. */
import type { Database } from "../../database/database.ts";
import type { ExecutionKey } from "../../database/executions.ts";
import { insertRow } from "./changes.ts";

/** A row of the table. */
export interface SignalRow extends ExecutionKey {
  readonly signal_id: string;
  /** `flyteidl.core.LiteralType`. */
  readonly type: Uint8Array;
  /** `flyteidl.core.Literal`; null until somebody has answered. */
  readonly value: Uint8Array | null;
  readonly created_at: number;
}

/** The signal of that id, which is made where it is not there yet. */
export function getOrCreateSignal(database: Database, signal: Omit<SignalRow, "value">): SignalRow {
  return database.transaction(() => {
    insertRow(database, "signals", { ...signal, value: null });
    return readSignal(database, signal, signal.signal_id) ?? { ...signal, value: null };
  });
}

/** One signal. */
export function readSignal(
  database: Database,
  { project, domain, name }: ExecutionKey,
  signalId: string,
): SignalRow | undefined {
  return database.get(
    "SELECT * FROM signals WHERE project = ? AND domain = ? AND name = ? AND signal_id = ?",
    project,
    domain,
    name,
    signalId,
  );
}

/** Writes the answer to a signal; false where nothing has asked for it yet. */
export function writeSignal(
  database: Database,
  { project, domain, name }: ExecutionKey,
  signalId: string,
  value: Uint8Array,
): boolean {
  const changed = database.run(
    "UPDATE signals SET value = ? WHERE project = ? AND domain = ? AND name = ? AND signal_id = ?",
    value,
    project,
    domain,
    name,
    signalId,
  );
  return changed > 0;
}
