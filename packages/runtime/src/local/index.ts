/** The local engine. */
export { localEngine, runLocally } from "./local-engine.ts";
export type { LocalRunOptions, RunEvent } from "./run-events.ts";
