/** What `task()` and its siblings are called with, once the transformer has appended the metadata. */
import { changedFunction, notCompiled, staleBuild } from "../errors/entities.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { isMetadata, type Metadata } from "../metadata/index.ts";
import { callerPosition } from "./caller-position.ts";

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
  const fn = rest.at(-1);
  const isSwapped = typeof rest[0] === "function" && (rest.length > 1 || (hasMetadata && !looksEmbedded(last)));
  if (typeof fn !== "function" || isSwapped || rest.length > 2) {
    throw invalidOption(`${callee}()`, "a function, or options and then a function", args.filter(isNotEmbedded));
  }
  if (!hasMetadata) throw notCompiled(callee, callerPosition());
  checkMetadata(last, callee);
  const name = `${last.module}.${last.name}`;
  const source = `${last.source.file}:${last.source.line}:${last.source.column}`;
  const parameters = last.inputStyle === "object" ? 1 : Object.keys(last.inputs.properties).length;
  if (fn.length > parameters) throw changedFunction(name, parameters, fn.length, source);
  const given = rest.length === 1 ? {} : rest[0];
  checkOptions(given, callee, name, options);
  return { options: given as Options, fn: fn as AnyFunction, metadata: last };
}

/**
 * Reads the arguments of what is made from options and a type argument: `containerTask(options, metadata)`.
 *
 * @param callee name of the function that was called, for errors
 * @param options the option names that it knows
 */
export function readTypedDefinition<Options extends object>(
  callee: string,
  args: readonly unknown[],
  options: readonly string[],
): Pick<Definition<Options>, "options" | "metadata"> {
  const [given, metadata, ...others] = args;
  if (metadata === undefined && !isMetadata(given)) throw notCompiled(callee, callerPosition());
  if (others.length > 0) throw invalidOption(`${callee}()`, "options and nothing else", others);
  checkMetadata(metadata, callee);
  checkOptions(given, callee, `${metadata.module}.${metadata.name}`, options);
  return { options: given as Options, metadata };
}

function checkMetadata(value: unknown, callee: string): asserts value is Metadata {
  if (isMetadata(value) && value.version === 1) return;
  const { version } = (value ?? {}) as { readonly version?: unknown };
  const found = version === undefined ? "an object without a version" : `version ${String(version)}`;
  throw staleBuild(callee, found, callerPosition());
}

function checkOptions(given: unknown, callee: string, name: string, options: readonly string[]): void {
  if (typeof given !== "object" || given === null) throw invalidOption(`${callee}()`, "options as an object", given);
  for (const key of Object.keys(given)) {
    if (!options.includes(key)) throw unknownOption(`${callee}() of ${name}`, key, options);
  }
}

/** Whether an argument is metadata of some version, however damaged, and not options of a user's. */
function looksEmbedded(value: unknown): boolean {
  return typeof value === "object" && value !== null && "version" in value;
}

function isNotEmbedded(value: unknown): boolean {
  return !looksEmbedded(value);
}
