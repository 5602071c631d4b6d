/**
 * Which workflow is being compiled: a call to a task asks here whether to record a node or to run. The scope follows the
 * body over its awaits, and two workflows that compile at once do not see each other.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Recorder } from "./recorder.ts";

const storage = new AsyncLocalStorage<Recorder | undefined>();

/** The recorder of the workflow whose body is running, if one is. */
export function activeRecorder(): Recorder | undefined {
  return storage.getStore();
}

/** Runs a body with its calls recorded. */
export function recordWith<T>(recorder: Recorder, body: () => T): T {
  return storage.run(recorder, body);
}

/** Runs what must not record: the inside of a task that runs. */
export function runOutside<T>(body: () => T): T {
  return storage.run(undefined, body);
}
