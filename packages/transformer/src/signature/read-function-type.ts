import type ts from "typescript";
import { runtimePackage } from "../authoring-names.ts";
import type { Context } from "../context.ts";
import { type Finding, notAFunctionType, overloadedFunctionType, unresolvedType } from "../diagnostics/index.ts";
import { onOneLine } from "../docs/doc-comment.ts";
import { isDeclaredIn } from "../package-name.ts";
import { documentedNodes } from "./documented-nodes.ts";
import type { FunctionRead } from "./signature.ts";

/** Finds the function that a type argument describes: written in place, by the name of a type, or by `typeof`. */
export function readFunctionType(context: Context, argument: ts.TypeNode, callee: string): FunctionRead | Finding {
  const { ts, checker } = context;
  const text = onOneLine(argument.getText());
  const type = functionOf(context, checker.getTypeFromTypeNode(argument));
  if ((type.flags & ts.TypeFlags.Instantiable) !== 0) return unresolvedType(text)(`the type argument of ${callee}()`);
  const signatures = type.isUnion() ? [] : checker.getSignaturesOfType(type, ts.SignatureKind.Call);
  if (signatures.length > 1) return overloadedFunctionType(callee, text);
  const [signature] = signatures;
  const declaration = signature?.declaration;
  if (signature === undefined || declaration === undefined || ts.isJSDocSignature(declaration)) {
    return notAFunctionType(callee, text);
  }
  return { declaration, signature, documented: documentedNodes(ts, declaration) };
}

/** A type as it is; of `typeof train`, where `train` is an entity, the function that the entity was made of. */
function functionOf(context: Context, type: ts.Type): ts.Type {
  const { ts, checker } = context;
  const symbol = type.aliasSymbol ?? (type.symbol as ts.Symbol | undefined);
  const [first] = type.aliasTypeArguments ?? referenceArguments(context, type);
  if (symbol === undefined || first === undefined) return type;
  if (!isDeclaredIn(context, symbol, (name) => name === runtimePackage)) return type;
  return checker.getSignaturesOfType(first, ts.SignatureKind.Call).length === 0 ? type : functionOf(context, first);
}

function referenceArguments({ ts, checker }: Context, type: ts.Type): readonly ts.Type[] {
  const isReference =
    (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  return isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
}
