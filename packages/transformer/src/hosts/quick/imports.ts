/** What the imports of a file lead to: the project's sources, or what is not read for its types. */
import type ts from "typescript";
import { runtimePackage } from "../../authoring-names.ts";
import type { Context } from "../../context.ts";
import { isSource } from "../source-file.ts";
import { resolvedImports } from "../type-closure.ts";

/** The specifiers that mean sources of the project. */
export function ownImports(program: ts.Program, file: ts.SourceFile): ReadonlySet<string> {
  const { imports } = file as ts.SourceFile & { readonly imports: readonly ts.StringLiteralLike[] };
  const resolved = resolvedImports(program, file);
  if (resolved.length !== imports.length) return new Set();
  return new Set(
    imports
      .filter((_, index) => {
        const name = resolved[index]?.resolvedModule?.resolvedFileName;
        return name !== undefined && isSource(name);
      })
      .map(({ text }) => text),
  );
}

/**
 * What a file imports from packages, whose declarations may need the platform's, and of the runtime what is not declared here.
 */
export function foreignNames({ ts, checker, program }: Context, file: ts.SourceFile): ReadonlySet<string> {
  const own = ownImports(program, file);
  const names = new Set<string>();
  for (const { moduleSpecifier, importClause } of file.statements.filter(ts.isImportDeclaration)) {
    const { text } = moduleSpecifier as ts.StringLiteral;
    if (own.has(text) || importClause === undefined) continue;
    const bindings = importClause.namedBindings;
    const elements = bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements;
    for (const { name } of [importClause, ...elements]) {
      const symbol = name === undefined ? undefined : checker.getSymbolAtLocation(name);
      if (name === undefined) continue;
      const isDeclared = symbol !== undefined && checker.getAliasedSymbol(symbol).declarations !== undefined;
      if (text !== runtimePackage || !isDeclared) names.add(name.text);
    }
  }
  return names;
}

/** Whether a module exports what a package has: whoever imports it from there does not see that. */
export function passesOn({ ts, program }: Context, file: ts.SourceFile): boolean {
  const own = ownImports(program, file);
  return file.statements.filter(ts.isExportDeclaration).some(({ moduleSpecifier }) => {
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return false;
    return moduleSpecifier.text !== runtimePackage && !own.has(moduleSpecifier.text);
  });
}
