import type ts from "typescript";
import type { TypeScript } from "../../context.ts";

/**
 * Whether another plugin has made JavaScript of a source: the source has types and what came has none. A plugin that
 * leaves TypeScript behind is welcome.
 */
export function areTypesStripped(typescript: TypeScript, file: string, source: string, given: string): boolean {
  return hasTypes(typescript, file, source) && !hasTypes(typescript, file, given);
}

function hasTypes(typescript: TypeScript, fileName: string, text: string): boolean {
  const { SyntaxKind } = typescript;
  const visit = (node: ts.Node): boolean =>
    node.kind === SyntaxKind.InterfaceDeclaration ||
    node.kind === SyntaxKind.TypeAliasDeclaration ||
    // What a class extends is counted among the types, in JavaScript too.
    (typescript.isTypeNode(node) && !typescript.isExpressionWithTypeArguments(node)) ||
    typescript.forEachChild(node, visit) === true;
  return visit(typescript.createSourceFile(fileName, text, typescript.ScriptTarget.ESNext));
}
