import type ts from "typescript";
import { type Authoring, readFunctionName, runtimePackage } from "../authoring-names.ts";
import type { Context } from "../context.ts";
import { isDeclaredIn } from "../package-name.ts";

/** What a symbol makes if it is one of the runtime's functions, whatever it is called here. */
export function readRuntimeFunction(context: Context, symbol: ts.Symbol | undefined): Authoring | undefined {
  const resolved = resolveSymbol(context, symbol);
  const authoring = resolved === undefined ? undefined : readFunctionName(resolved.name);
  if (resolved === undefined || authoring === undefined) return undefined;
  // A library can have a `task` too.
  return isDeclaredIn(context, resolved, (name) => name === runtimePackage) ? authoring : undefined;
}

/** What an alias (an import, a re-export) stands for in the end. */
export function resolveSymbol({ ts, checker }: Context, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}
