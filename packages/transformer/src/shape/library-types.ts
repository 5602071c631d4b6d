import type ts from "typescript";
import type { Context } from "../context.ts";
import { anyObject, derivedClass, functionType, libraryClass, promiseInside } from "../diagnostics/index.ts";
import { type Shape, unsupported } from "./shape.ts";
import { readTemporalType } from "./temporal-types.ts";

const list = "an array";
const text = "'string'";
const bytes = "'Uint8Array'";
const record = "'Record<string, T>', or an array of entries";

/** What to use instead of the classes that come with the platform. */
const replacements: ReadonlyMap<string, string> = new Map([
  ["Map", record],
  ["ReadonlyMap", record],
  ["WeakMap", "'Record<string, T>'"],
  ["Set", list],
  ["ReadonlySet", list],
  ["WeakSet", list],
  ["WeakRef", "the type that it refers to"],
  ["ArrayLike", list],
  ["Generator", list],
  ["AsyncGenerator", list],
  ["ReadableStream", "'FlyteFile'"],
  ["Readable", "'FlyteFile'"],
  ["RegExp", "'string' for its source"],
  ["URLSearchParams", "'Record<string, string>'"],
  ["Headers", "'Record<string, string>'"],
  ["FormData", "'Record<string, string>'"],
  ["Error", "'string' for its message"],
  ["String", text],
  ["Number", "'number'"],
  ["Boolean", "'boolean'"],
  ["BigInt", "'bigint'"],
  ["Symbol", text],
  ["Buffer", bytes],
  ["ArrayBuffer", bytes],
  ["SharedArrayBuffer", bytes],
  ["ArrayBufferView", bytes],
  ["DataView", bytes],
  ["Blob", "'Uint8Array', or 'FlyteFile' for large data"],
  ["File", "'FlyteFile'"],
]);

/**
 * Reads a class or interface that the platform declares: one that has a wire form, or one that cannot have any. Undefined
 * for a type of the user's or a library's own, and for interfaces of the platform that describe plain data.
 */
export function readLibraryType(context: Context, type: ts.Type): Shape | undefined {
  const { ts, checker } = context;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) === 0)
    return undefined;
  const name = () => checker.typeToString(type);
  const temporal = readTemporalType(context, symbol, name);
  if (temporal !== undefined) return temporal;
  if (!isPlatform(context, symbol)) return readDerived(context, type, name);
  switch (symbol.name) {
    case "Date":
      return { kind: "datetime" };
    case "Uint8Array":
      return { kind: "bytes" };
    case "URL":
      return { kind: "url" };
    case "Promise":
    case "PromiseLike":
      return unsupported(promiseInside(name()));
    case "Function":
    case "CallableFunction":
    case "NewableFunction":
      return unsupported(functionType(name()));
    case "Object":
      return unsupported(anyObject(name()));
  }
  const instead = findReplacement(symbol.name);
  if (instead !== undefined) return unsupported(libraryClass(name(), instead));
  if (!isClass(context, symbol)) return readDerived(context, type, name);
  return unsupported(libraryClass(name(), "an interface that has its data only"));
}

function findReplacement(name: string): string | undefined {
  if (/^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/.test(name)) return "'Uint8Array', or an array of numbers";
  if (/Itera(ble|tor)(Object|Iterator)?$/.test(name)) return list;
  return replacements.get(name);
}

/** A type that extends a class of the platform has that class' behaviour, and is not read as what it extends. */
function readDerived(context: Context, type: ts.Type, name: () => string): Shape | undefined {
  const base = findPlatformBase(context, type);
  return base === undefined ? undefined : unsupported(derivedClass(name(), base.name));
}

function findPlatformBase(context: Context, type: ts.Type): ts.Symbol | undefined {
  const { checker } = context;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (
    symbol?.declarations?.some(
      (declaration) => (declaration as ts.InterfaceDeclaration).heritageClauses !== undefined,
    ) !== true
  )
    return undefined;
  const { target } = type as Partial<ts.TypeReference>;
  const declared = target ?? type;
  if (!declared.isClassOrInterface()) return undefined;
  for (const base of checker.getBaseTypes(declared)) {
    const declaring = base.symbol as ts.Symbol | undefined;
    if (declaring === undefined) continue;
    if (isPlatform(context, declaring) && isClass(context, declaring)) return declaring;
    const further = findPlatformBase(context, base);
    if (further !== undefined) return further;
  }
  return undefined;
}

/** Whether there is a value of the same name, which makes instances. */
function isClass({ ts }: Context, symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0 || symbol.name === "ReadonlyArray";
}

function isPlatform({ program }: Context, symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return program.isSourceFileDefaultLibrary(file) || file.fileName.includes("/node_modules/@types/node/");
  });
}
