import type { LiteralType } from "../../model/index.ts";

/** What a gate asks. */
export type GateRequest =
  | {
      readonly kind: "approve";
      /** The name that `approve()` was given. */
      readonly name: string;
      readonly node: string;
      /** What is to be approved, as a task would get it; undefined where its type is not known. */
      readonly value: unknown;
      /** The same in a few words. */
      readonly text: string;
      /** Aborted when the answer is not wanted any more. */
      readonly signal: AbortSignal;
    }
  | {
      readonly kind: "signal";
      /** The name that `waitForInput()` was given. */
      readonly name: string;
      readonly node: string;
      /** Of the answer. */
      readonly type: LiteralType;
      readonly signal: AbortSignal;
    };

/**
 * Answers a gate: `true` or `false` where something is to be approved, a value of the asked type otherwise.
 *
 * @example
 * ```ts
 * await runWorkflow(release, { version: "1.2" }, { gates: ({ name }) => name === "looks good" });
 * ```
 */
export type GateAnswerer = (gate: GateRequest) => unknown;
