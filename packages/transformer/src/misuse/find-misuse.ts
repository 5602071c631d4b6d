import type { MetadataKind } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import type { Context } from "../context.ts";
import type { Problem } from "../diagnostics/index.ts";
import { createReader } from "../shape/index.ts";
import type { Body, FunctionNode, Walk } from "./body.ts";
import { evaluate } from "./expressions.ts";
import { apply, runStored } from "./functions.ts";
import { bind } from "./patterns.ts";
import { runStatement } from "./statements.ts";
import { partOf, reference } from "./value.ts";

const walk: Walk = { evaluate, run: runStatement, apply };

/**
 * What the body of a workflow or dynamic task does with references that a reference does not bear. It follows the body
 * forward: which variables hold parameters of a workflow, calls and what awaiting them gave. Where a variable can
 * hold a plain value on another way, nothing is said.
 */
export function findMisuse(
  context: Context,
  kind: MetadataKind,
  declaration: ts.SignatureDeclaration,
): readonly Problem[] {
  if (kind !== "workflow" && kind !== "dynamic") return [];
  if (!hasBody(context, declaration)) return [];
  const body: Body = {
    context,
    reader: createReader(context),
    walk,
    symbols: new Map(),
    typed: new Map(),
    names: new Set(),
    constants: new Map(),
    assigned: new Set(),
    unsettled: new Set(),
    stored: [],
    jumps: [],
    state: { values: new Map(), isDead: false },
    returns: [],
    exits: [],
    found: new Map(),
    changes: 0,
    turns: 0,
    loop: undefined,
  };
  if (kind === "workflow") bindParameters(body, declaration);
  if (declaration.body !== undefined) {
    if (context.ts.isBlock(declaration.body)) runStatement(body, declaration.body);
    else evaluate(body, declaration.body);
  }
  runStored(body);
  return [...body.found.values()].sort((left, right) => left.node.pos - right.node.pos);
}

function hasBody({ ts }: Context, node: ts.Node): node is FunctionNode {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node);
}

/** Each parameter is an input; of a destructured one each property is. */
function bindParameters(body: Body, { parameters }: FunctionNode): void {
  const { ts } = body.context;
  for (const { name } of parameters) {
    if (ts.isIdentifier(name)) {
      bind(body, name, parameterOf(name.text));
    } else if (ts.isObjectBindingPattern(name)) {
      for (const { name: input, propertyName, dotDotDotToken } of name.elements) {
        if (dotDotDotToken !== undefined) continue;
        const value = parameterOf((propertyName ?? input).getText());
        bind(body, input, ts.isIdentifier(input) ? value : partOf(value));
      }
    }
  }
}

function parameterOf(name: string): ReturnType<typeof reference> {
  return reference({ text: "a parameter of the workflow", name });
}
