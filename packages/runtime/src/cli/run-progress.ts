/** What a run prints beside its result. */
import type { RunEvent } from "../local/index.ts";
import { printNote } from "./print.ts";

/** Follows a run: prints what ends, and knows what has not. */
export class RunProgress {
  readonly #running = new Set<string>();
  readonly #quiet: boolean;

  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  /** The calls that have not ended. */
  get running(): readonly string[] {
    return [...this.#running];
  }

  take(event: RunEvent): void {
    const name = event.node === "" ? event.entity : `${event.node} ${event.entity}`;
    if (event.kind === "node-started") this.#running.add(name);
    else if (event.kind !== "node-retried") this.#running.delete(name);
    const line = lineOf(event, name);
    if (line !== undefined && !this.#quiet) printNote(line);
  }
}

function lineOf(event: RunEvent, name: string): string | undefined {
  switch (event.kind) {
    case "node-started":
      return undefined;
    case "node-succeeded":
      return `  ok   ${name} (${Math.round(event.milliseconds)} ms)`;
    case "node-retried":
      return `  redo ${name}: ${event.error instanceof Error ? event.error.message : String(event.error)}`;
    case "node-failed":
      return `  FAIL ${name}`;
    default:
      return event satisfies never;
  }
}
