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

/** What a file imports as a value from neither the project nor the runtime: declarations of packages may need the platform's. */
export function foreignNames({ ts, program }: Context, file: ts.SourceFile): ReadonlySet<string> {
  const own = ownImports(program, file);
  const names = new Set<string>();
  for (const { moduleSpecifier, importClause } of file.statements.filter(ts.isImportDeclaration)) {
    const { text } = moduleSpecifier as ts.StringLiteral;
    if (text === runtimePackage || own.has(text) || importClause === undefined) continue;
    const bindings = importClause.namedBindings;
    if (importClause.name !== undefined) names.add(importClause.name.text);
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) names.add(bindings.name.text);
    else for (const { name } of bindings.elements) names.add(name.text);
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
