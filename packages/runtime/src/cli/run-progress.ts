/** What a run prints beside its result. */
import { TsflyteError } from "../errors/index.ts";
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
    if (event.kind === "node-started" || event.kind === "gate-waiting") this.#running.add(name);
    else if (isEnd(event)) this.#running.delete(name);
    const line = lineOf(event, name);
    if (line !== undefined && !this.#quiet) printNote(line);
  }
}

function isEnd({ kind }: RunEvent): boolean {
  return kind === "node-succeeded" || kind === "node-failed";
}

function lineOf(event: RunEvent, name: string): string | undefined {
  switch (event.kind) {
    case "node-started":
      return undefined;
    case "node-succeeded":
      return `  ok   ${name} (${Math.round(event.milliseconds)} ms)`;
    case "node-cached":
      return `  hit  ${name} (from the cache)`;
    case "node-replaced":
      return `  mock ${name}`;
    case "node-retried":
      return `  redo ${name}: ${textOf(event.error)}`;
    case "node-failed":
      return `  FAIL ${name}`;
    case "node-skipped":
      return `  skip ${name} (${event.reason === "failure" ? "another node has failed" : "another case ran"})`;
    case "gate-waiting":
      return `  wait ${name}${event.gate === "sleep" ? "" : " for an answer"}`;
    case "decks-written":
      return `  deck ${name}: ${event.path}`;
    default:
      return event satisfies never;
  }
}

function textOf(error: unknown): string {
  if (error instanceof TsflyteError) return error.text;
  return error instanceof Error ? error.message : String(error);
}
