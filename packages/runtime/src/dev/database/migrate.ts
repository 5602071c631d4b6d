import { newerDatabase } from "../../errors/dev.ts";
import type { Database } from "./database.ts";

/**
 * Brings the tables of one part of the control plane up to date: runs the steps that have not run on this database.
 *
 * @param part who the tables belong to
 * @param steps SQL, the oldest first; a step that was released is never changed
 */
export function migrate(database: Database, part: string, steps: readonly string[]): void {
  database.transaction(() => {
    database.run("CREATE TABLE IF NOT EXISTS schema_versions (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT");
    const row = database.get<{ version: number }>("SELECT version FROM schema_versions WHERE part = ?", part);
    const version = row?.version ?? 0;
    if (version > steps.length) throw newerDatabase(part, version, steps.length);
    for (const step of steps.slice(version)) {
      for (const statement of step.split(";")) if (statement.trim() !== "") database.run(statement);
    }
    database.run(
      "INSERT INTO schema_versions (part, version) VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
      part,
      steps.length,
    );
  });
}
