import type { MetadataKind } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { hasMetadata, readCallArguments, readPickleUntyped } from "./calls/call-arguments.ts";
import type { FoundCall } from "./calls/find-calls.ts";
import { readIdentity } from "./calls/read-identity.ts";
import { findMethodName } from "./calls/runtime-method.ts";
import type { Context } from "./context.ts";
import {
  type Finding,
  genericFunction,
  missingTypeArgument,
  type Problem,
  spreadArgument,
} from "./diagnostics/index.ts";
import { readParamTags, readReturnsTag } from "./docs/param-tags.ts";
import { readDocComment } from "./docs/read-doc-comment.ts";
import { findMisuse } from "./misuse/index.ts";
import { printMetadata, printValueMetadata } from "./print-metadata.ts";
import { createReader, type Untyped } from "./shape/index.ts";
import { readFunction } from "./signature/read-function.ts";
import { readFunctionType } from "./signature/read-function-type.ts";
import { readInputs } from "./signature/read-inputs.ts";
import { readOutputs } from "./signature/read-outputs.ts";
import { readValueType } from "./signature/read-value-type.ts";
import type { FunctionRead } from "./signature/signature.ts";
import { relativeToRoot } from "./source-root.ts";

/** The text of a call's metadata, or all its problems; undefined where the call is to be left alone. */
export type CallRead = string | readonly Problem[] | undefined;

/** Reads a recognised call. */
export function readCall(context: Context, found: FoundCall): CallRead {
  switch (found.types) {
    case "function":
      return readFunctionCall(context, found);
    case "function-type":
    case "value-type":
      return readTypedCall(context, found);
  }
}

/** A call that is given its function. */
function readFunctionCall(context: Context, { call, kind }: FoundCall & { readonly types: "function" }): CallRead {
  const { ts } = context;
  const callee = call.expression.getText();
  const spread = call.arguments.find(ts.isSpreadElement);
  if (spread !== undefined) return [{ ...spreadArgument(callee), node: spread }];
  const parts = readCallArguments(ts, call);
  if (parts === undefined) return undefined;
  return readEntity(context, call, kind, {
    fn: readFunction(context, parts.fn, callee),
    node: parts.fn,
    untyped: readPickleUntyped(ts, parts.options) ? "stored" : "optional",
  });
}

/** A call that says its types in a type argument. */
function readTypedCall(
  context: Context,
  found: FoundCall & { readonly types: "function-type" | "value-type" },
): CallRead {
  const { ts } = context;
  const { call } = found;
  if (hasMetadata(ts, call)) return undefined;
  const method = findMethodName(ts, call.expression);
  const callee = method === undefined ? call.expression.getText() : method.getText();
  const argument = call.typeArguments?.[0];
  if (found.types === "value-type") {
    if (argument === undefined) return [{ ...missingTypeArgument(callee, "T"), node: call }];
    const outputs = readValueType(createReader(context), argument, callee);
    if (outputs.problems.length > 0) return outputs.problems;
    // A chain of methods starts far from the call that is meant.
    const file = relativeToRoot(context.root, call.getSourceFile().fileName);
    return printValueMetadata({ node: method ?? call, file, outputs });
  }
  if (argument === undefined) return [{ ...missingTypeArgument(callee, "(a: T) => Promise<U>"), node: call }];
  return readEntity(context, call, found.kind, {
    fn: readFunctionType(context, argument, callee),
    node: argument,
    untyped: "refused",
  });
}

/** Where an entity has its interface from. */
interface InterfaceSource {
  readonly fn: FunctionRead | Finding;
  /** Where the call says so. */
  readonly node: ts.Node;
  readonly untyped: Untyped;
}

function readEntity(
  context: Context,
  call: ts.CallExpression,
  kind: MetadataKind,
  { fn, node, untyped }: InterfaceSource,
): CallRead {
  const { ts } = context;
  const problems: Problem[] = [];
  const identity = readIdentity(context, call);
  if ("code" in identity) problems.push({ ...identity, node: call });
  if ("code" in fn) return [...problems, { ...fn, node }];
  const { typeParameters = [] } = fn.signature;
  if (typeParameters.length > 0) {
    const names = typeParameters.map(({ symbol }) => symbol.name).join(", ");
    return [...problems, { ...genericFunction(names), node }];
  }
  const documented = "code" in identity ? fn.documented : [identity.statement, ...fn.documented];
  const comments = documented.flatMap((commented) => readDocComment(ts, commented) ?? []);
  const reader = createReader(context);
  const inputs = readInputs(reader, fn, readParamTags(comments), untyped);
  const outputs = readOutputs(reader, fn, readReturnsTag(comments), untyped);
  problems.push(...inputs.problems, ...outputs.problems, ...findMisuse(context, kind, fn.declaration));
  if (problems.length > 0 || "code" in identity) return problems.map((problem) => moveInto(call, problem));
  return printMetadata({ kind, node: call, identity, comments, inputs, outputs });
}

/** A function may stand in another file than the call; there the message would miss what it is about. */
function moveInto(call: ts.CallExpression, problem: Problem): Problem {
  return problem.node.getSourceFile() === call.getSourceFile() ? problem : { ...problem, node: call };
}
