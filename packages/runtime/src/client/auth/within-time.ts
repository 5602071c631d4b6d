import { loginFailed } from "../../errors/login.ts";
import type { LoginContext } from "./token-request.ts";

/** What a user has to do, unless it takes too long or nobody waits for it any more. */
export async function withinTime<T>(
  work: Promise<T>,
  flow: string,
  { signal, timeout }: Pick<LoginContext, "signal" | "timeout">,
): Promise<T> {
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => settle(() => reject(signal.reason));
    const timer = setTimeout(() => {
      const remedy = "log in again, or use ClientSecret where nobody can";
      settle(() => reject(loginFailed(flow, `nobody logged in within ${timeout / 1000} seconds`, remedy)));
    }, timeout);
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      end();
    };
    signal.addEventListener("abort", stop, { once: true });
    work.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
  });
}
