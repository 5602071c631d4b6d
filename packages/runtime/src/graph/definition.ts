/** What `task()` and its siblings are called with, once the transformer has appended the metadata. */
import { changedFunction, notCompiled, staleBuild } from "../errors/entities.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { isMetadata, type Metadata } from "../metadata/index.ts";

/** A function of a user's, of any parameters. */
export type AnyFunction = (...args: never[]) => unknown;

/** The arguments of a definition, told apart. */
export interface Definition<Options> {
  readonly options: Options;
  readonly fn: AnyFunction;
  readonly metadata: Metadata;
}

/**
 * Reads the arguments of `task(fn, metadata)` or `task(options, fn, metadata)`.
 *
 * @param callee name of the function that was called, for errors
 * @param options the option names that it knows
 */
export function readDefinition<Options extends object>(
  callee: string,
  args: readonly unknown[],
  options: readonly string[],
): Definition<Options> {
  const last = args.at(-1);
  const hasMetadata = args.length > 1 && typeof last === "object" && last !== null;
  const rest = hasMetadata ? args.slice(0, -1) : args;
  const [first, second] = rest;
  const fn = typeof first === "function" ? first : second;
  if (typeof fn !== "function") throw invalidOption(`${callee}()`, "a function, or options and a function", fn);
  if (!hasMetadata) throw notCompiled(callee, callerPosition());
  if (!isMetadata(last) || last.version !== 1) {
    const version = (last as { readonly version?: unknown }).version;
    throw staleBuild(
      callee,
      version === undefined ? "an object without a version" : `version ${String(version)}`,
      callerPosition(),
    );
  }
  const name = `${last.module}.${last.name}`;
  const source = `${last.source.file}:${last.source.line}:${last.source.column}`;
  const parameters = last.inputStyle === "object" ? 1 : Object.keys(last.inputs.properties).length;
  if (fn.length > parameters) throw changedFunction(name, parameters, fn.length, source);
  const given = typeof first === "function" ? {} : first;
  if (typeof given !== "object" || given === null) throw invalidOption(`${callee}()`, "options as an object", given);
  for (const key of Object.keys(given))
    if (!options.includes(key)) throw unknownOption(`${callee}() of ${name}`, key, options);
  return { options: given as Options, fn: fn as AnyFunction, metadata: last };
}

/** `file:line:column` of the user's call: the first stack frame outside this package's own code. */
function callerPosition(): string | undefined {
  const own = new URL("..", import.meta.url).href;
  const frames = new Error().stack?.split("\n").slice(1) ?? [];
  const frame = frames.find((line) => !line.includes(own));
  return frame === undefined ? undefined : (/\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? undefined);
}
