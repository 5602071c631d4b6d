import { missingSecret } from "../errors/context.ts";
import { invalidOption } from "../errors/options.ts";

/** Where a secret lies. */
export interface SecretLocation {
  /** The group, which is the name of the Secret object in Kubernetes. */
  readonly group: string;
  /** The group's version, where the platform's store has versions. */
  readonly groupVersion?: string;
  /** `"buffer"` gives the bytes as they are stored. @default "utf8" */
  readonly encoding?: "utf8" | "buffer";
}

/** What decides where secrets are looked for. */
export interface SecretSurroundings {
  readonly env: { readonly [name: string]: string | undefined };
  readonly isLocal: boolean;
}

/** The secrets that a task asked for with its option `secretRequests`. */
export class Secrets {
  readonly #env: { readonly [name: string]: string | undefined };
  readonly #isLocal: boolean;

  constructor({ env, isLocal }: SecretSurroundings) {
    this.#env = env;
    this.#isLocal = isLocal;
  }

  /**
   * A secret's value, without white space around it. It is looked for in the environment variable `_FSEC_GROUP_VERSION_KEY`, on this
   * machine also in `GROUP_VERSION_KEY`, and then in the file `/etc/secrets/group/version/key`. `FLYTE_SECRETS_ENV_PREFIX`,
   * `FLYTE_SECRETS_DEFAULT_DIR` and `FLYTE_SECRETS_FILE_PREFIX` move these places.
   *
   * Throws a {@link TsflyteError} of code `secret-not-found` that names the places.
   *
   * @param key the secret's name in its group
   * @example
   * ```ts
   * export const sync = task({ secretRequests: [{ group: "crm", key: "token" }] }, async (): Promise<void> => {
   *   const token = currentContext().secrets.get("token", { group: "crm" });
   *   await fetch("https://crm.example/sync", { headers: { authorization: `Bearer ${token}` } });
   * });
   * ```
   */
  get(key: string, location: SecretLocation & { readonly encoding: "buffer" }): Uint8Array;
  get(key: string, location: SecretLocation & { readonly encoding?: "utf8" }): string;
  get(key: string, location: SecretLocation): string | Uint8Array {
    checkPlace(key, location);
    const variables = this.#variables(key, location);
    for (const name of variables) {
      const value = this.#env[name];
      if (value !== undefined) return location.encoding === "buffer" ? Buffer.from(value) : value.trim();
    }
    const path = this.#path(key, location);
    const bytes = readIfThere(path);
    if (bytes === undefined) throw missingSecret(key, location, [...variables.map((name) => `$${name}`), path]);
    return location.encoding === "buffer" ? bytes : new TextDecoder().decode(bytes).trim();
  }

  #variables(key: string, { group, groupVersion }: SecretLocation): readonly string[] {
    const name = partsOf(group, groupVersion, key).join("_").toUpperCase();
    const prefixed = `${this.#env["FLYTE_SECRETS_ENV_PREFIX"] ?? "_FSEC_"}${name}`;
    return this.#isLocal && prefixed !== name ? [prefixed, name] : [prefixed];
  }

  #path(key: string, { group, groupVersion }: SecretLocation): string {
    const { join } = process.getBuiltinModule("node:path");
    const directory = this.#env["FLYTE_SECRETS_DEFAULT_DIR"] ?? "/etc/secrets";
    const file = `${this.#env["FLYTE_SECRETS_FILE_PREFIX"] ?? ""}${key}`;
    return join(directory, ...partsOf(group, groupVersion, file).map((part) => part.toLowerCase()));
  }
}

/** Where TypeScript did not look, group and key may stand the other way round. */
function checkPlace(key: unknown, location: unknown): void {
  if (typeof key !== "string" || key === "") throw invalidOption("secrets.get()", "the key of a secret", key);
  const { group } = (location ?? {}) as Partial<SecretLocation>;
  if (typeof group === "string" && group !== "") return;
  throw invalidOption(`secrets.get() of ${JSON.stringify(key)}`, 'where it lies, { group: "…" }', location);
}

function partsOf(...parts: readonly (string | undefined)[]): readonly string[] {
  return parts.filter((part) => part !== undefined && part !== "") as readonly string[];
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return process.getBuiltinModule("node:fs").readFileSync(path);
  } catch (error) {
    const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}
