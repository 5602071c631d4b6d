/** How often a call is tried again, and after how long. */
export interface RetryPolicy {
  /** Tries in all; 1 is no retry. */
  readonly attempts: number;
  /** Milliseconds before the second try; each further wait is twice as long. */
  readonly initialDelay: number;
  /** The longest wait, in milliseconds. */
  readonly maxDelay: number;
}

/** What is retried where nobody says anything else. */
export const defaultRetryPolicy: RetryPolicy = { attempts: 5, initialDelay: 200, maxDelay: 5000 };

/** The wait before the try after `attempt`: between half of the full wait and all of it, so that clients do not come in step. */
export function backoffDelay(policy: RetryPolicy, attempt: number): number {
  const full = Math.min(policy.maxDelay, policy.initialDelay * 2 ** (attempt - 1));
  return full / 2 + (Math.random() * full) / 2;
}

/** Resolves after some milliseconds, and rejects with the signal's reason when that is aborted before. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
