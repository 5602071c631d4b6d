import type ts from "typescript";
import type { Context } from "../context.ts";
import { anyObject, functionType, libraryClass, promiseInside } from "../diagnostics/index.ts";
import { type Shape, unsupported } from "./shape.ts";

const list = "an array";
const text = "'string'";
const bytes = "'FlyteFile' for large data, or a base64 'string'";
const moment = "'Date'";

/** What to use instead of the classes that come with the platform. */
const replacements: ReadonlyMap<string, string> = new Map([
  ["Map", "'Record<string, T>', or an array of entries"],
  ["ReadonlyMap", "'Record<string, T>', or an array of entries"],
  ["WeakMap", "'Record<string, T>'"],
  ["Set", list],
  ["ReadonlySet", list],
  ["WeakSet", list],
  ["Iterable", list],
  ["Iterator", list],
  ["Generator", list],
  ["AsyncIterable", list],
  ["AsyncGenerator", list],
  ["ReadableStream", "'FlyteFile'"],
  ["Readable", "'FlyteFile'"],
  ["RegExp", "'string' for its source"],
  ["URL", text],
  ["Error", "'string' for its message"],
  ["String", text],
  ["Number", "'number'"],
  ["Boolean", "'boolean'"],
  ["BigInt", "'bigint'"],
  ["Symbol", text],
  ["Buffer", bytes],
  ["ArrayBuffer", bytes],
  ["SharedArrayBuffer", bytes],
  ["DataView", bytes],
  ["Blob", bytes],
  ["File", "'FlyteFile'"],
  ["Instant", moment],
  ["ZonedDateTime", moment],
  ["PlainDateTime", moment],
  ["PlainDate", moment],
  ["Duration", "'number' of seconds"],
]);

/**
 * Reads a class or interface that the platform declares: `Date`, or something that has no wire form. Undefined for a
 * type of the user's or a library's own.
 */
export function readLibraryType(context: Context, type: ts.Type): Shape | undefined {
  const { ts, checker, program } = context;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) === 0)
    return undefined;
  const isPlatform = symbol.declarations?.some((declaration) => {
    const file = declaration.getSourceFile();
    return program.isSourceFileDefaultLibrary(file) || file.fileName.includes("/node_modules/@types/node/");
  });
  if (isPlatform !== true) return undefined;
  if (symbol.name === "Date") return { kind: "datetime" };
  const name = checker.typeToString(type);
  switch (symbol.name) {
    case "Promise":
    case "PromiseLike":
      return unsupported(promiseInside(name));
    case "Function":
    case "CallableFunction":
    case "NewableFunction":
      return unsupported(functionType(name));
    case "Object":
      return unsupported(anyObject(name));
  }
  const instead = /^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/.test(symbol.name)
    ? `an array of numbers, or ${bytes}`
    : (replacements.get(symbol.name) ?? "an interface that has its data only");
  return unsupported(libraryClass(name, instead));
}
