/** The types behind calls: what an argument may be, and what a call gives. */
import type { Invocation } from "./invocation.ts";

/**
 * A value, or something that will become it, up to three levels deep. The limit keeps recursive types like JSON from
 * being expanded for ever.
 */
export type Input<T, Depth extends number = 3> =
  | T
  | PromiseLike<T>
  | (Depth extends 0
      ? never
      : T extends
            | string
            | number
            | boolean
            | bigint
            | symbol
            | null
            | undefined
            | Date
            | Uint8Array
            | ((...args: never[]) => unknown)
        ? never
        : T extends readonly unknown[]
          ? { readonly [Key in keyof T]: Input<T[Key], [0, 0, 1, 2, 3][Depth]> }
          : { readonly [Key in keyof T]: Input<T[Key], [0, 0, 1, 2, 3][Depth]> });

/** The parameters of a function as arguments of a call; optional ones stay optional. */
export type CallArguments<Parameters extends readonly unknown[]> = {
  [Key in keyof Parameters]: Input<Parameters[Key]>;
};

/** What can be called with the parameters of a function. */
export type Callable<Fn extends (...args: never[]) => unknown> = (
  ...args: CallArguments<Parameters<Fn>>
) => Invocation<Awaited<ReturnType<Fn>>>;
