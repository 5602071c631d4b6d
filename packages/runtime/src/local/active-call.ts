/** Which task is running, for calls that it makes itself: they run in its run, and with its room. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Halt } from "./halt.ts";
import type { LocalRun } from "./local-run.ts";
import type { Lease } from "./slots.ts";

/** A task that runs. */
export interface ActiveCall {
  readonly run: LocalRun;
  readonly node: string;
  readonly halt: Halt;
  readonly lease: Lease;
  /** How many calls it has made. */
  calls: number;
}

const storage = new AsyncLocalStorage<ActiveCall>();

/** The task whose function is running, if one is. */
export function activeCall(): ActiveCall | undefined {
  return storage.getStore();
}

/** Runs a task's function. */
export function withActiveCall<T>(call: ActiveCall, body: () => T): T {
  return storage.run(call, body);
}
