/** Launches launch plans at their times. */
import type { ExecutionCreateRequest } from "../../idl/gen/flyteidl/admin/execution_pb.ts";
import type { Database } from "../database/database.ts";
import { readExecution } from "../database/executions.ts";
import { type ScheduledLaunchPlan, scheduledExecution, scheduledLaunchPlans } from "./scheduled-launch-plans.ts";
import { waitUntil } from "./waiters.ts";

/** Between attempts to record what was launched. */
const retryMilliseconds = 60_000;

/** Schedules at work. */
export interface Schedules {
  /** Launches what is due, and waits for what comes next. Called again when launch plans become active or inactive. */
  check(): void;
  close(): void;
}

/** Schedules of the launch plans in a database, on a clock that gives milliseconds since 1970. */
export function createSchedules({
  database,
  launch,
  now,
  log,
}: {
  readonly database: Database;
  readonly launch: (request: ExecutionCreateRequest) => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
}): Schedules {
  const seen = new Set<string>();
  let waiting = new AbortController();
  let isClosed = false;

  const check = (): void => {
    waiting.abort();
    if (isClosed) return;
    waiting = new AbortController();
    let earliest: number | undefined;
    try {
      for (const plan of scheduledLaunchPlans(database)) {
        const next = fire(plan);
        if (next !== undefined && (earliest === undefined || next < earliest)) earliest = next;
      }
    } catch (error) {
      // The disk may be full, and may not be in a while.
      log(`schedules: ${error instanceof Error ? error.message : error}`);
      earliest = now() + retryMilliseconds;
    }
    if (earliest === undefined) return;
    void waitUntil(earliest, now, waiting.signal).then((isDue) => {
      if (isDue) check();
    });
  };

  /** Launches a plan for each of its times that has come; gives the next one. */
  const fire = (plan: ScheduledLaunchPlan): number | undefined => {
    const { id, times, activeSince } = plan;
    const key = [id.project, id.domain, id.name, id.version];
    const text = key.join("\0");
    const due: number[] = [];
    let next = times.next(lastTime(database, key, activeSince));
    while (next !== undefined && next <= now()) {
      due.push(next);
      next = times.next(next);
    }
    // A server that did not run for a week is not to launch a week's executions when it starts.
    const launched = seen.has(text) ? due : due.slice(-1);
    seen.add(text);
    for (const at of launched) {
      const request = scheduledExecution(plan, at);
      try {
        if (readExecution(database, request) === undefined) launch(request);
      } catch (error) {
        log(`schedule of ${id.name}: ${error instanceof Error ? error.message : error}`);
      }
      writeTime(database, key, activeSince, at);
    }
    return next;
  };

  return {
    check,
    close() {
      isClosed = true;
      waiting.abort();
    },
  };
}

/** When a plan was launched the last time since it became active, or else became active. */
function lastTime(database: Database, key: readonly string[], activeSince: number): number {
  const row = database.get<{ active_since: number; fired_at: number }>(
    "SELECT active_since, fired_at FROM schedule_times WHERE project = ? AND domain = ? AND name = ? AND version = ?",
    ...key,
  );
  return row?.active_since === activeSince ? row.fired_at : activeSince;
}

function writeTime(database: Database, key: readonly string[], activeSince: number, firedAt: number): void {
  database.run(
    "INSERT INTO schedule_times (project, domain, name, version, active_since, fired_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (project, domain, name, version) DO UPDATE SET active_since = excluded.active_since, fired_at = excluded.fired_at",
    ...key,
    activeSince,
    firedAt,
  );
}
