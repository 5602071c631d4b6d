import { dirname } from "node:path";
import type ts from "typescript";
import type { Context } from "./context.ts";

/** Whether a declaration of a symbol stands in a package, by the name in the nearest package.json. */
export function isDeclaredIn(context: Context, symbol: ts.Symbol, isPackage: (name: string) => boolean): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const name = packageNameOf(context, dirname(declaration.getSourceFile().fileName));
    return name !== undefined && isPackage(name);
  });
}

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
