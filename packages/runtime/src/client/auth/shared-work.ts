/** Work that is done once for everybody who asks while it is done. */
export class SharedWork<T> {
  readonly #start: () => Promise<T>;
  #running: Promise<T> | undefined;

  constructor(start: () => Promise<T>) {
    this.#start = start;
  }

  /** Its result. Who stops waiting does not stop the work. */
  result(signal: AbortSignal | undefined): Promise<T> {
    this.#running ??= this.#start().finally(() => {
      this.#running = undefined;
    });
    const running = this.#running;
    if (signal === undefined) return running;
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop, { once: true });
      running.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
    });
  }
}
