/** What a task or workflow gives that was not run, because a node beside it or around it has failed. */
export const stopped: unique symbol = Symbol("stopped");

/** Says whether nodes of a workflow may still start; a workflow inside another stops with it. */
export class Halt {
  readonly #around: Halt | undefined;
  #stopped = false;

  constructor(around?: Halt) {
    this.#around = around;
  }

  get isStopped(): boolean {
    return this.#stopped || this.#around?.isStopped === true;
  }

  stop(): void {
    this.#stopped = true;
  }
}
