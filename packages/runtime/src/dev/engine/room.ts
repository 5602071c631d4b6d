/** Room for a bounded number of things at a time, in the order in which they ask. */
export class Room {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @param size infinite where there is no bound */
  constructor(size: number) {
    this.#free = size;
  }

  /** Waits for room; false where the signal was aborted first. */
  take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free--;
      return Promise.resolve(true);
    }
    return new Promise((done) => {
      const aborted = () => {
        this.#waiting.delete(entered);
        done(false);
      };
      const entered = () => {
        signal.removeEventListener("abort", aborted);
        done(true);
      };
      this.#waiting.add(entered);
      signal.addEventListener("abort", aborted, { once: true });
    });
  }

  /** Gives back what was taken. */
  give(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
