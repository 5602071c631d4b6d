import { badStorageSetting } from "../errors/object-storage.ts";

/**
 * How storage is reached: the settings that flytekit reads from the environment, and for those that are not set there, the
 * `storage.connection` of a Flyte configuration.
 */
export type StorageConnection = { readonly [key: string]: unknown };

let connection: StorageConnection = {};
let source: (() => Promise<StorageConnection>) | undefined;

/**
 * Takes the object that stands at `storage.connection` in a Flyte configuration, for stores that are used for the first time after
 * it. A function is called when the first of them needs it: most runs touch no object store, and read no configuration.
 */
export function useStorageConnection(value: StorageConnection | (() => Promise<StorageConnection>)): void {
  if (typeof value === "function") source = value;
  else [connection, source] = [value, undefined];
}

/** Resolves when what is configured is known. */
export async function storageConnectionRead(): Promise<void> {
  if (source !== undefined) useStorageConnection(await source());
}

type Environment = { readonly [name: string]: string | undefined };

/** The first variable that is set and not empty. */
export function variable(env: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
}

function connected(key: string): string | undefined {
  const value = connection[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What an S3 client is made with. */
export interface S3Settings {
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** Whether the bucket is a part of the path, or of the host's name. */
  readonly pathStyle: boolean;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly debug: boolean;
}

export function s3Settings(env: Environment = process.env): S3Settings {
  const address = variable(env, "FLYTE_AWS_ENDPOINT") ?? connected("endpoint");
  const isPlain = connection["disable-ssl"] === true;
  const endpoint =
    address === undefined || /^https?:\/\//i.test(address) ? address : `${isPlain ? "http" : "https"}://${address}`;
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw badStorageSetting("FLYTE_AWS_ENDPOINT", endpoint, "an address such as http://minio:9000");
  }
  const accessKeyId = variable(env, "FLYTE_AWS_ACCESS_KEY_ID") ?? connected("access-key");
  const secretAccessKey = variable(env, "FLYTE_AWS_SECRET_ACCESS_KEY") ?? connected("secret-key");
  const style = (variable(env, "FLYTE_AWS_ADDRESSING_STYLE") ?? connected("addressing-style") ?? "auto").toLowerCase();
  if (!["auto", "path", "virtual"].includes(style)) {
    throw badStorageSetting("FLYTE_AWS_ADDRESSING_STYLE", style, "auto, path or virtual");
  }
  return {
    endpoint,
    region: variable(env, "FLYTE_AWS_REGION", "AWS_REGION", "AWS_DEFAULT_REGION") ?? connected("region"),
    pathStyle: style === "path" || (style === "auto" && endpoint !== undefined),
    credentials:
      accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey },
    debug: isTrue(variable(env, "FLYTE_AWS_ENABLE_DEBUG")),
  };
}

/** How a request is repeated that failed for the moment. */
export interface RetryPolicy {
  /** After the first attempt. */
  readonly retries: number;
  /** The pause before the first repetition; each further one is twice as long, up to {@link maxPauseSeconds}. */
  readonly backoffSeconds: number;
}

export const maxPauseSeconds = 16;

/** The same for all kinds of storage, though the names are those that flytekit has for S3. */
export function retryPolicy(env: Environment = process.env): RetryPolicy {
  const number = (name: string, fallback: number, expected: string, isValid: (value: number) => boolean): number => {
    const text = variable(env, name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!isValid(value)) throw badStorageSetting(name, text, expected);
    return value;
  };
  return {
    retries: number("FLYTE_AWS_RETRIES", 3, "a whole number from 0", (value) => Number.isInteger(value) && value >= 0),
    backoffSeconds: number("FLYTE_AWS_BACKOFF_SECONDS", 5, "a number of seconds from 0", (value) => value >= 0),
  };
}

const mebibyte = 1024 * 1024;

/** No service takes smaller parts of an upload. */
const leastPartBytes = 5 * mebibyte;

/** The bytes of one part of an upload: `_F_P_WRITE_CHUNK_SIZE`, by default 25 MiB. */
export function partBytes(env: Environment = process.env): number {
  const text = variable(env, "_F_P_WRITE_CHUNK_SIZE");
  if (text === undefined) return 25 * mebibyte;
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) {
    throw badStorageSetting("_F_P_WRITE_CHUNK_SIZE", text, "a whole number of bytes");
  }
  return Math.max(leastPartBytes, value);
}

export function isTrue(text: string | undefined): boolean {
  return /^(?:true|t|1|yes|on)$/i.test(text ?? "");
}
