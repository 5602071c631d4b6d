/** The local engine. */
export type { GateAnswerer, GateRequest } from "./gates/gate-request.ts";
export { localEngine, runLocally } from "./local-engine.ts";
export {
  enterReplacement,
  type Implementation,
  type Replacement,
  withReplacement,
} from "./replacements.ts";
export type { NodeFacts, RunEvent } from "./run-events.ts";
export type { LocalRunOptions, RetryDelay } from "./run-options.ts";
