import type { Invocation } from "./invocation.ts";

/**
 * A class whose instances are functions: calling one calls its `invoke`. Subclasses add properties and methods as usual.
 */
export abstract class CallableObject {
  constructor() {
    const self = ((...args: readonly unknown[]) => self.invoke(args)) as unknown as CallableObject;
    Object.setPrototypeOf(self, new.target.prototype);
    // biome-ignore lint/correctness/noConstructorReturn: the function is the instance
    return self;
  }

  /** What a call does. */
  abstract invoke(args: readonly unknown[]): Invocation<unknown>;
}
