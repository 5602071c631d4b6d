import { invalidOption, unknownOption } from "../errors/options.ts";
import { type AnyFunction, checkSwitch } from "../graph/index.ts";
import type { ImageSpec } from "../settings/image-spec.ts";
import type { PodTemplate } from "../settings/pod-template.ts";

/** What a cache policy makes a version from. */
export interface VersionParameters {
  /** The function; tasks without one have none. */
  readonly fn?: AnyFunction;
  /** What the task runs, as text: the function's compiled source, a container's image and command, a script, a statement. */
  readonly source: string;
  /** The option as it stands, with its templates. */
  readonly containerImage?: string | ImageSpec;
  readonly podTemplate?: PodTemplate;
  readonly podTemplateName?: string;
}

/** Gives cached outputs a version, so that nobody has to change one by hand. */
export interface CachePolicy {
  /**
   * The version, or a part of it. It must not depend on the machine: it is asked where the task is registered.
   *
   * @param salt the option `cache.salt`, `""` where it is not set
   */
  getVersion(salt: string, parameters: VersionParameters): string;
}

/** Caching of a task's outputs by its inputs. */
export interface CacheOptions {
  /** Change it when the task's code gives other results for the same inputs. Without it the policies give one. */
  readonly version?: string;
  /** Whether of equal calls that run at once only one computes and the others wait. @default false */
  readonly serialize?: boolean;
  /** Inputs that make no difference. */
  readonly ignoredInputs?: string | readonly string[];
  /** Passed to the policies: change it to compute everything anew. @default "" */
  readonly salt?: string;
  /** What gives the version, where none is given: the SHA-256 of what they say. @default [functionBodyPolicy()] */
  readonly policies?: readonly CachePolicy[];
}

/**
 * The policy of `cache: true`: the version is a hash of the task's compiled source, so outputs are computed anew when the function
 * has changed. What the function calls is no part of it. Neither are comments that the build removes; another compiler or other
 * options of it make another text, and so another version.
 *
 * @example
 * ```ts
 * const cache = { policies: [functionBodyPolicy()], salt: "2" };
 * export const slow = task({ cache }, async (n: Int): Promise<Int> => n ** 2);
 * ```
 */
export function functionBodyPolicy(): CachePolicy {
  return { getVersion: (salt, { source }) => sha256(source + salt) };
}

function sha256(text: string): string {
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex");
}

/**
 * The version of cached outputs; `""` where nothing is cached.
 *
 * @param where whose option it is, for errors: `task flows.mean`
 */
export function cacheVersion(
  cache: boolean | CacheOptions | undefined,
  parameters: () => VersionParameters,
  where: string,
): string {
  if (cache === undefined || cache === false) return "";
  const { version, salt = "", policies = [functionBodyPolicy()] } = cache === true ? {} : cache;
  if (version !== undefined) return version;
  const facts = parameters();
  const parts = policies.map((policy) => {
    const part: unknown = policy.getVersion(salt, facts);
    if (typeof part === "string" && part !== "") return part;
    throw invalidOption(`${where}, option "cache.policies"`, "policies that give a text that is not empty", part);
  });
  return sha256(parts.join(""));
}

/** The names of the inputs that make no difference to the cache. */
export function ignoredInputs(cache: boolean | CacheOptions | undefined): readonly string[] {
  const ignored = (typeof cache === "object" ? cache.ignoredInputs : undefined) ?? [];
  return typeof ignored === "string" ? [ignored] : ignored;
}

const cacheKeys = ["version", "serialize", "ignoredInputs", "salt", "policies"];

/** Throws unless an option says how outputs are cached. */
export function checkCache(
  cache: unknown,
  spell: (option: string) => string,
  inputs: readonly string[],
): asserts cache is boolean | CacheOptions | undefined {
  if (cache === undefined || typeof cache === "boolean") return;
  if (typeof cache !== "object" || cache === null) {
    throw invalidOption(spell("cache"), 'true, or { version: "…" } with a version that is not empty', cache);
  }
  for (const key of Object.keys(cache)) {
    if (!cacheKeys.includes(key)) throw unknownOption(spell("cache"), key, cacheKeys);
  }
  const { version, serialize, salt, policies } = cache as { readonly [key: string]: unknown };
  if (version !== undefined && (typeof version !== "string" || version === "")) {
    throw invalidOption(spell("cache"), '{ version: "…" } with a version that is not empty', cache);
  }
  checkSwitch(serialize, spell("cache.serialize"));
  if (salt !== undefined && typeof salt !== "string") throw invalidOption(spell("cache.salt"), "a text", salt);
  checkPolicies(policies, version, spell("cache.policies"));
  checkIgnored(ignoredInputs(cache as CacheOptions), inputs, spell("cache.ignoredInputs"));
}

function checkPolicies(policies: unknown, version: unknown, option: string): void {
  if (policies === undefined) return;
  const isPolicy = (policy: unknown): boolean =>
    typeof policy === "object" && policy !== null && "getVersion" in policy && typeof policy.getVersion === "function";
  if (!Array.isArray(policies) || !policies.every(isPolicy)) {
    throw invalidOption(option, "an array of policies, each with a method getVersion", policies);
  }
  if (policies.length === 0 && version === undefined) {
    const remedy = "give cache.version, or leave cache.policies out for a version by the function's source";
    throw invalidOption(option, "a policy, where there is no version", policies, remedy);
  }
}

function checkIgnored(ignored: unknown, inputs: readonly string[], option: string): void {
  const known = inputs.length === 0 ? "none, as it has no inputs" : `names of its inputs (${inputs.join(", ")})`;
  if (!Array.isArray(ignored)) throw invalidOption(option, known, ignored);
  for (const name of ignored) {
    if (!inputs.includes(name)) throw invalidOption(option, known, name);
  }
}
