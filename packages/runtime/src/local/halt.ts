import type { FailurePolicy } from "../model/index.ts";

/** What a task or workflow gives that was not run, because a node beside it or around it has failed. */
export const stopped: unique symbol = Symbol("stopped");

/** Says whether nodes of a workflow may still start; a workflow inside another stops with it. */
export class Halt {
  readonly #policy: FailurePolicy;
  readonly #around: Halt | undefined;
  #stopped = false;

  constructor(policy: FailurePolicy, around: Halt | undefined) {
    this.#policy = policy;
    this.#around = around;
  }

  get isStopped(): boolean {
    return this.#stopped || this.#around?.isStopped === true;
  }

  /** A node has failed: said before it gives up its room, or the next in line would start in it. */
  fail(): void {
    if (this.#policy !== "fail-immediately" || this.#stopped) return;
    this.#stopped = true;
    this.#around?.fail();
  }
}
