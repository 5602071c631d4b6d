/** Outputs of tasks that are kept for the next run with the same inputs. */
import type { Database } from "../../database/database.ts";

/** A row of the table. */
export interface CacheEntry {
  readonly key: string;
  /** `flyteidl.core.LiteralMap`. */
  readonly outputs: Uint8Array;
  /** `flyteidl.core.CatalogMetadata`: which task execution wrote it. */
  readonly source: Uint8Array;
  readonly created_at: number;
}

/** What is kept under a key. */
export function readCacheEntry(database: Database, key: string): CacheEntry | undefined {
  return database.get("SELECT * FROM cache_entries WHERE key = ?", key);
}

/** Keeps outputs, in place of older ones. */
export function writeCacheEntry(database: Database, { key, outputs, source, created_at }: CacheEntry): void {
  database.run(
    "INSERT INTO cache_entries (key, outputs, source, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET outputs = excluded.outputs, source = excluded.source, created_at = excluded.created_at",
    key,
    outputs,
    source,
    created_at,
  );
}
