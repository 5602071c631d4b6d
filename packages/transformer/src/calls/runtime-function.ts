import { dirname } from "node:path";
import type { MetadataKind } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { readKind, runtimePackage } from "../authoring-names.ts";
import type { Context } from "../context.ts";

/** What a symbol makes if it is one of the runtime's functions, whatever it is called here. */
export function readRuntimeFunction(context: Context, symbol: ts.Symbol | undefined): MetadataKind | undefined {
  const resolved = resolveSymbol(context, symbol);
  const kind = resolved === undefined ? undefined : readKind(resolved.name);
  if (kind === undefined) return undefined;
  const isRuntime = resolved?.declarations?.some(
    (declaration) => packageNameOf(context, dirname(declaration.getSourceFile().fileName)) === runtimePackage,
  );
  return isRuntime === true ? kind : undefined;
}

/** What an alias (an import, a re-export) stands for in the end. */
export function resolveSymbol({ ts, checker }: Context, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

/** The name in the nearest package.json: it tells the runtime from a library that has a `task` too. */
function packageNameOf(context: Context, folder: string): string | undefined {
  if (context.packageNames.has(folder)) return context.packageNames.get(folder);
  const name = readPackageName(context, `${folder}/package.json`) ?? parentName(context, folder);
  context.packageNames.set(folder, name);
  return name;
}

function parentName(context: Context, folder: string): string | undefined {
  const parent = dirname(folder);
  return parent === folder ? undefined : packageNameOf(context, parent);
}

function readPackageName({ ts }: Context, file: string): string | undefined {
  const text = ts.sys.fileExists(file) ? ts.sys.readFile(file) : undefined;
  if (text === undefined) return undefined;
  const { config } = ts.parseConfigFileTextToJson(file, text) as { config?: { name?: unknown } };
  return typeof config?.name === "string" ? config.name : undefined;
}
