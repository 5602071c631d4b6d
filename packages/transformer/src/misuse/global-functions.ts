import {
  branchOnReference,
  changeReference,
  compareReference,
  convertReference,
  type Finding,
  inspectReference,
  iterateReference,
  listPropertiesOfReference,
  writeReferenceAsJson,
  writeReferenceAsText,
} from "../diagnostics/index.ts";

/** What a function of the platform does with its arguments. */
export interface Use {
  readonly finding: (operation: string, value: string) => Finding;
  /** Whether it also looks into arrays that hold references, and into objects. */
  readonly inside: "nothing" | "lists" | "all";
  /** The arguments that it looks at, all where it is undefined. */
  readonly only?: number;
  /** Whether it only asks which object an argument is: a call is an object that is there. */
  readonly isIdentity?: true;
}

const convert: Use = { finding: convertReference, inside: "nothing" };
const text: Use = { finding: writeReferenceAsText, inside: "lists" };
const json: Use = { finding: writeReferenceAsJson, inside: "all", only: 0 };
const iterate: Use = { finding: iterateReference, inside: "nothing", only: 0 };
const properties: Use = { finding: listPropertiesOfReference, inside: "nothing" };
const change: Use = { finding: changeReference, inside: "nothing", only: 0 };
const compare: Use = { finding: compareReference, inside: "nothing", isIdentity: true };
const inspect: Use = { finding: inspectReference, inside: "nothing", only: 0, isIdentity: true };

/** Functions and classes by their names. Of a name with a dot and a star every function is meant. */
const uses: ReadonlyMap<string, Use> = new Map([
  ["Boolean", { finding: branchOnReference, inside: "nothing" }],
  ...["Number", "BigInt", "parseInt", "parseFloat", "isNaN", "isFinite"].map((name) => [name, convert] as const),
  ...["Math.*", "Number.*", "BigInt.*", "Date.*", "Atomics.*", "JSON.parse", "Date", "Array"].map(
    (name) => [name, convert] as const,
  ),
  ...["String", "String.*", "Symbol", "Symbol.for", "RegExp", "URL", "URL.*", "URLSearchParams", "btoa", "atob"].map(
    (name) => [name, text] as const,
  ),
  ...["encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent", "escape", "unescape"].map(
    (name) => [name, text] as const,
  ),
  ...["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"].map(
    (name) => [name, text] as const,
  ),
  ["JSON.stringify", json],
  ["structuredClone", json],
  ...["Array.from", "Array.fromAsync", "Set", "Map", "WeakSet", "WeakMap", "Object.fromEntries"].map(
    (name) => [name, iterate] as const,
  ),
  ...["Promise.all", "Promise.allSettled", "Promise.race", "Promise.any", "Object.groupBy", "Map.groupBy"].map(
    (name) => [name, iterate] as const,
  ),
  ...["Int8", "Uint8", "Uint8Clamped", "Int16", "Uint16", "Int32", "Uint32", "Float32", "Float64"].flatMap((name) => [
    [`${name}Array`, convert] as const,
    [`${name}Array.*`, iterate] as const,
  ]),
  ...["keys", "values", "entries", "assign", "getOwnPropertyNames", "getOwnPropertySymbols"].map(
    (name) => [`Object.${name}`, properties] as const,
  ),
  ...["getOwnPropertyDescriptor", "getOwnPropertyDescriptors", "hasOwn", "getPrototypeOf", "isFrozen"].map(
    (name) => [`Object.${name}`, inspect] as const,
  ),
  ...["freeze", "seal", "preventExtensions", "defineProperty", "defineProperties", "setPrototypeOf"].map(
    (name) => [`Object.${name}`, change] as const,
  ),
  ["Array.isArray", inspect],
  ["Object.is", compare],
  ["Reflect.ownKeys", properties],
  ...["Reflect.has", "Reflect.getPrototypeOf", "Reflect.getOwnPropertyDescriptor"].map(
    (name) => [name, inspect] as const,
  ),
  ...["Reflect.set", "Reflect.deleteProperty", "Reflect.defineProperty"].map((name) => [name, change] as const),
]);

const roots: ReadonlySet<string> = new Set([...uses.keys()].map((name) => name.replace(/\..*/, "")));

/** Whether a name may be one of the platform's that look at values. */
export function isPlatformName(name: string): boolean {
  return roots.has(name) || name === "Temporal" || name === "Intl" || name === "console";
}

/** What a function or class of the platform does with its arguments, by its name. */
export function findUse(path: string): Use | undefined {
  if (path.startsWith("Temporal.") || path.startsWith("Intl.")) return convert;
  return uses.get(path) ?? (path.includes(".") ? uses.get(path.replace(/\..*/, ".*")) : undefined);
}

const listArguments: ReadonlyMap<string, Use> = new Map([
  ...["includes", "indexOf", "lastIndexOf"].map((name) => [name, compare] as const),
  ...["slice", "at", "join", "flat", "copyWithin"].map((name) => [name, convert] as const),
  ...["splice", "toSpliced", "with"].map((name) => [name, { ...convert, only: 0 }] as const),
]);

/** What a method of a real array does with its arguments. */
export function findListUse(method: string): Use | undefined {
  return listArguments.get(method);
}

/** Interfaces of the platform whose methods need the values of their arguments. */
const plainInterfaces: ReadonlySet<string> = new Set([
  ...["String", "Number", "BigInt", "RegExp", "Date", "NumberFormat", "DateTimeFormat", "Collator", "PluralRules"],
  ...["ListFormat", "RelativeTimeFormat", "URLSearchParams", "TextEncoder"],
]);

export function needsValues(interfaceName: string): boolean {
  return plainInterfaces.has(interfaceName);
}

export const convertUse: Use = convert;
