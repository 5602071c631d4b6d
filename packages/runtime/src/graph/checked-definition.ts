/** What `task()` and its siblings are called with, in a bundle: all of it was checked when the bundle was made. */
import type { Metadata } from "../metadata/index.ts";
import type { AnyFunction, Definition } from "./definition.ts";

/** Reads the arguments of `task(fn, metadata)` or `task(options, fn, metadata)`. */
export function readDefinition<Options extends object>(_callee: string, args: readonly unknown[]): Definition<Options> {
  const [fn, metadata] = args.slice(-2) as [AnyFunction, Metadata];
  return { options: (args.length > 2 ? args[0] : {}) as Options, fn, metadata };
}

/** Reads the arguments of what is made from options and a type argument: `containerTask(options, metadata)`. */
export function readTypedDefinition<Options extends object>(
  _callee: string,
  args: readonly unknown[],
): Pick<Definition<Options>, "options" | "metadata"> {
  const [options, metadata] = args as [Options, Metadata];
  return { options, metadata };
}
