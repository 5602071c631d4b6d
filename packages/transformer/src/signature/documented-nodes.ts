import type ts from "typescript";
import { isWrapper } from "../calls/call-arguments.ts";
import type { TypeScript } from "../context.ts";

/**
 * The nodes whose comments document a function, or the type of one: the declaration that it stands in, then itself. An
 * entity's function is documented by the statement of the entity.
 */
export function documentedNodes(typescript: TypeScript, declaration: ts.SignatureDeclaration): readonly ts.Node[] {
  const isCallSignature = typescript.isCallSignatureDeclaration(declaration);
  let node: ts.Node = declaration;
  while (
    isWrapper(typescript, node.parent) ||
    typescript.isCallExpression(node.parent) ||
    typescript.isVariableDeclaration(node.parent) ||
    typescript.isVariableDeclarationList(node.parent) ||
    typescript.isParenthesizedTypeNode(node.parent) ||
    (isCallSignature && typescript.isTypeLiteralNode(node.parent))
  ) {
    node = node.parent;
  }
  const holder = node.parent;
  const isHolder =
    typescript.isVariableStatement(holder) ||
    typescript.isExportAssignment(holder) ||
    typescript.isTypeAliasDeclaration(holder) ||
    typescript.isPropertySignature(holder) ||
    (isCallSignature && typescript.isInterfaceDeclaration(holder));
  return isHolder ? [holder, declaration] : [declaration];
}
