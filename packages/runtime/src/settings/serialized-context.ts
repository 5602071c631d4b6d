/**
 * Settings as a text for an environment variable: a dynamic task compiles its nodes in its container, under the settings that
 * it was registered with itself.
 */
import { badSerializedContext } from "../errors/settings.ts";
import type { SerializationSettings } from "./serialization-settings.ts";

/** The variable, of flytekit's name; the text is this library's own. */
export const serializedContextVariable = "_F_SS_C";

/** Where the header of a gzip file tells the operating system, and the value for "unknown". */
const systemByte = 9;
const unknownSystem = 255;

/**
 * Base64 of gzip of JSON: the same text for the same settings, on every machine. The archive of code stays out: a package does not
 * know it, so the container is told by its command.
 */
export function serializeContext(settings: SerializationSettings): string {
  const { constants, gzipSync } = process.getBuiltinModule("node:zlib");
  // The strategy looks for repeated bytes only: others look up earlier text by a hash that depends on the processor.
  const packed = gzipSync(JSON.stringify({ ...settings, codeArchive: undefined }), {
    level: 9,
    strategy: constants.Z_RLE,
  });
  packed[systemByte] = unknownSystem;
  return packed.toString("base64");
}

/** Reads what {@link serializeContext} wrote. */
export function readSerializedContext(text: string): SerializationSettings {
  const { gunzipSync } = process.getBuiltinModule("node:zlib");
  let settings: unknown;
  try {
    settings = JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString());
  } catch (error) {
    throw badSerializedContext(serializedContextVariable, error);
  }
  if (!isSettings(settings)) throw badSerializedContext(serializedContextVariable, undefined);
  return settings;
}

function isSettings(value: unknown): value is SerializationSettings {
  if (typeof value !== "object" || value === null) return false;
  const { project, domain, version, imageConfig, env } = value as { readonly [name: string]: unknown };
  const isObject = (part: unknown): boolean => typeof part === "object" && part !== null;
  return [project, domain, version].every((part) => typeof part === "string") && isObject(imageConfig) && isObject(env);
}
