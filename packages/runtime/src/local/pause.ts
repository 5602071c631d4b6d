import type { Halt } from "./halt.ts";

/** Waits; no longer than until something stops. */
export async function pause(milliseconds: number, halt: Halt): Promise<void> {
  await new Promise<void>((resolve) => {
    let leave: (() => void) | undefined;
    const end = (): void => {
      clearTimeout(timer);
      leave?.();
      resolve();
    };
    // A timer counts to no more than 2^31 milliseconds; whoever waits longer looks again.
    const timer = setTimeout(end, Math.min(milliseconds, 2 ** 31 - 1));
    leave = halt.onStop(end);
  });
}
