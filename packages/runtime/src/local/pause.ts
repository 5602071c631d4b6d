import type { Halt } from "./halt.ts";
import { monotonicMillis } from "./monotonic-clock.ts";

/** A timer counts to no more than this many milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Waits; no longer than until something stops. */
export async function pause(milliseconds: number, halt: Halt): Promise<void> {
  const end = monotonicMillis() + milliseconds;
  do {
    await pauseOnce(Math.min(longestTimer, Math.max(0, end - monotonicMillis())), halt);
  } while (monotonicMillis() < end && !halt.isStopped);
}

async function pauseOnce(milliseconds: number, halt: Halt): Promise<void> {
  await new Promise<void>((resolve) => {
    let leave: (() => void) | undefined;
    const end = (): void => {
      clearTimeout(timer);
      leave?.();
      resolve();
    };
    const timer = setTimeout(end, Math.ceil(milliseconds));
    leave = halt.onStop(end);
  });
}
