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

/**
 * What `instanceof` of a class gives: for the class of the mark itself, whether a value has the mark, whichever copy of
 * this package made it; for a subclass, what JavaScript gives.
 *
 * @param asked the class on the right of `instanceof`
 */
export function isInstance(asked: object, marked: object, value: unknown, mark: string): boolean {
  if (asked === marked) {
    return typeof value === "function" && (value as { "~tsflyte"?: unknown })["~tsflyte"] === mark;
  }
  return Function.prototype[Symbol.hasInstance].call(asked, value);
}
