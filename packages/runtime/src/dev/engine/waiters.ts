/** Those who wait for something that happens elsewhere in this process. */
export class Waiters {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Waits for a call of {@link tell} with this topic; false where the signal was aborted first. */
  wait(topic: string, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((done) => {
      const waiting = this.#waiting.get(topic) ?? new Set();
      this.#waiting.set(topic, waiting);
      const finish = (isTold: boolean) => {
        waiting.delete(told);
        if (waiting.size === 0 && this.#waiting.get(topic) === waiting) this.#waiting.delete(topic);
        signal.removeEventListener("abort", aborted);
        done(isTold);
      };
      const told = () => finish(true);
      const aborted = () => finish(false);
      waiting.add(told);
      signal.addEventListener("abort", aborted, { once: true });
    });
  }

  /** Wakes all who wait for a topic. */
  tell(topic: string): void {
    for (const told of [...(this.#waiting.get(topic) ?? [])]) told();
  }
}

/** Waits for a time, however long; false where the signal was aborted first. */
export function waitUntil(time: number, now: () => number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    const aborted = () => {
      clearTimeout(timer);
      done(false);
    };
    const check = () => {
      const left = time - now();
      if (left > 0) {
        // Timers take no more than 31 bits.
        timer = setTimeout(check, Math.min(left, 2 ** 31 - 1));
        return;
      }
      signal.removeEventListener("abort", aborted);
      done(true);
    };
    signal.addEventListener("abort", aborted, { once: true });
    check();
  });
}
