import type { FailurePolicy } from "../model/index.ts";

/** What a task or workflow gives that was not run, because a node beside it or around it has failed. */
export const stopped: unique symbol = Symbol("stopped");

/** Says whether nodes of a graph may still start; a graph inside another stops with it. */
export class Halt {
  readonly #policy: FailurePolicy;
  readonly #around: Halt | undefined;
  readonly #listeners = new Set<(reason: unknown) => void>();
  #controller: AbortController | undefined;
  #stop: { readonly reason: unknown } | undefined;

  constructor(policy: FailurePolicy, around: Halt | undefined) {
    this.#policy = policy;
    this.#around = around;
  }

  get isStopped(): boolean {
    return this.#stop !== undefined || this.#around?.isStopped === true;
  }

  /** Why it stopped. */
  get reason(): unknown {
    return this.#stop?.reason ?? this.#around?.reason;
  }

  /** A node has failed: said before it gives up its room, or the next in line would start in it. */
  fail(reason: unknown): void {
    if (this.#policy !== "fail-immediately" || this.#stop !== undefined) return;
    this.stop(reason);
    this.#around?.fail(reason);
  }

  /** Nothing more starts, whatever the policy says. What is around goes on. */
  stop(reason: unknown): void {
    if (this.#stop !== undefined) return;
    this.#stop = { reason };
    for (const listener of [...this.#listeners]) listener(reason);
  }

  /** Calls back when this or what is around it stops, at once if it has; the result takes the listener away. */
  onStop(listener: (reason: unknown) => void): () => void {
    if (this.#stop !== undefined) listener(this.#stop.reason);
    this.#listeners.add(listener);
    const leave = this.#around?.onStop(listener);
    return () => {
      this.#listeners.delete(listener);
      leave?.();
    };
  }

  /** Aborted when it stops: for tasks that run. Made when a task asks for it. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      this.onStop((reason) => controller.abort(reason));
    }
    return this.#controller.signal;
  }
}
