/** Lets a bounded number of tasks run at a time, in the order in which they ask. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  #next = 0;

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for room; undefined where there is some at once. */
  take(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    // Reading behind an index: shifting a long array copies it every time.
    const next = this.#waiting[this.#next];
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#next++;
    if (this.#next > 1024 && this.#next * 2 > this.#waiting.length) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    next();
  }
}

/**
 * The room of one task that runs. While it waits for calls of its own it lends its room to them, or tasks that call tasks could
 * take all the room there is and wait for ever.
 */
export class Lease {
  readonly #slots: Slots;
  #calls = 0;
  #isClosed = false;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  /** A call of the task starts. */
  lend(): void {
    if (this.#calls++ === 0 && !this.#isClosed) this.#slots.give();
  }

  /** A call of the task has ended; after the last one the task needs room again. */
  async reclaim(): Promise<void> {
    if (--this.#calls === 0 && !this.#isClosed) {
      await this.#slots.take();
      // The task may have ended while it stood in line.
      if (this.#isClosed) this.#slots.give();
    }
  }

  /** The task has ended, or nobody waits for it any more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#calls === 0) this.#slots.give();
  }
}
