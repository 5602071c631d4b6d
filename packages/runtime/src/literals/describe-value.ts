import type { Literal } from "../model/index.ts";
import { FlyteDirectory, FlyteFile } from "../types/index.ts";
import { type Packed, PackedMap } from "./msgpack/packed.ts";

/** A value in words, for errors: `the string "abc"`, `an array of 3 elements`. Never throws and never runs long. */
export function describeValue(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return "a value that cannot be looked at";
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "boolean":
      return String(value);
    case "number":
      return `the number ${Object.is(value, -0) ? "-0" : value}${isBeyond(value) ? ", beyond 53 bits" : ""}`;
    case "bigint":
      return `the bigint ${shorten(`${value}n`)}${BigInt.asIntN(64, value) === value ? "" : ", beyond 64 bits"}`;
    case "string":
      return describeText(value);
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    case "object":
      return value === null ? "null" : describeObject(value);
  }
}

/** Whether a number is whole and too large to be exact. */
function isBeyond(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

function describeText(text: string): string {
  if (!(text as string & { isWellFormed(): boolean }).isWellFormed()) return "a string with a lone surrogate";
  return `the string ${shorten(JSON.stringify(text.slice(0, 61)))}`;
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of ${value.length} ${value.length === 1 ? "element" : "elements"}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid Date" : `the Date ${value.toJSON()}`;
  if (value instanceof FlyteFile) return `a FlyteFile (${shorten(value.uri)})`;
  if (value instanceof FlyteDirectory) return `a FlyteDirectory (${shorten(value.uri)})`;
  if ((value as { readonly "~tsflyte"?: unknown })["~tsflyte"] === "dataset") return "a StructuredDataset";
  if (value instanceof Uint8Array) return `a Uint8Array of ${value.length} bytes`;
  if (typeof (value as { then?: unknown }).then === "function") return "a promise: await it first";
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const maker = (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor;
  const name = typeof maker?.name === "string" && maker.name !== "" ? maker.name : tag;
  if (tag.startsWith("Temporal.")) return `the ${tag} ${shorten(String(value))}`;
  if (tag !== "Object") return `a value of class ${shorten(name)}`;
  const keys = Object.keys(value);
  const fields = keys.length === 0 ? "without fields" : `with the fields ${shorten(keys.slice(0, 8).join(", "))}`;
  return name === "Object" ? `an object ${fields}` : `a value of class ${shorten(name)} ${fields}`;
}

/** A literal in words. */
export function describeLiteral(literal: Literal): string {
  switch (literal.kind) {
    case "integer":
      return `the integer ${literal.value}`;
    case "float":
      return `the float ${literal.value}`;
    case "string":
      return describeValue(literal.value);
    case "boolean":
      return String(literal.value);
    case "none":
      return "null";
    case "binary":
      return `${literal.value.length} bytes of ${literal.tag === "" ? "unknown format" : literal.tag}`;
    case "blob":
      if (literal.format === "PythonPickle") {
        return `a value that Python pickled and only Python can read (${shorten(literal.uri)}): give it a type there`;
      }
      return `a ${literal.dimensionality === "single" ? "file" : "directory"} (${shorten(literal.uri)})`;
    case "collection":
      return `a collection of ${literal.literals.length}`;
    case "map":
      return `a map of ${Object.keys(literal.literals).length}`;
    case "generic":
      return describeValue(literal.value);
    case "union":
      return describeLiteral(literal.value);
    case "structured-dataset":
      return `a dataset (${shorten(literal.uri)})`;
    case "offloaded":
      return `an offloaded literal (${shorten(literal.uri)})`;
    default:
      return `a ${literal.kind}`;
  }
}

/** A part of a struct's msgpack in words. */
export function describePacked(packed: Packed): string {
  if (packed instanceof PackedMap) {
    const { keys } = packed;
    return keys.length === 0 ? "an empty map" : `a map with the keys ${shorten(keys.slice(0, 8).join(", "))}`;
  }
  return packed instanceof Uint8Array ? `${packed.length} bytes` : describeValue(packed);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
