/**
 * Bounds what transfers hold in memory together, and by that how many there are: each takes a share while it runs, and waits
 * for it in the order in which it came.
 */
export class TransferBudget {
  readonly #total: number;
  readonly #least: number;
  #free: number;
  readonly #waiting: { readonly share: number; readonly start: () => void }[] = [];

  /**
   * @param total the bytes that all transfers may hold together
   * @param most how many there may be at a time, however small they are
   */
  constructor(total: number, most: number) {
    this.#total = total;
    this.#least = Math.ceil(total / most);
    this.#free = total;
  }

  /** Runs a transfer that holds up to `bytes` when its share is free; one that wants more than there is runs alone. */
  async run<T>(bytes: number, transfer: () => Promise<T>): Promise<T> {
    const share = Math.min(this.#total, Math.max(this.#least, bytes));
    if (this.#waiting.length > 0 || share > this.#free) {
      await new Promise<void>((start) => this.#waiting.push({ share, start }));
    } else {
      this.#free -= share;
    }
    try {
      return await transfer();
    } finally {
      this.#free += share;
      this.#startNext();
    }
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined && next.share <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.share;
      next.start();
    }
  }
}
