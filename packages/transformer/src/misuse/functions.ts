import type ts from "typescript";
import { type Body, type FunctionNode, readVariable } from "./body.ts";
import { repeat } from "./loops.ts";
import { bind } from "./patterns.ts";
import { joinStates, type State } from "./state.ts";
import { awaited, join, type Value } from "./value.ts";

/** Runs a function once, here, with these arguments. Gives what its call gives. */
export function apply(body: Body, fn: FunctionNode, args: readonly Value[]): Value {
  const { ts } = body.context;
  const { returns, exits, loop } = body;
  const jumps = body.jumps.splice(0);
  const wasDead = body.state.isDead;
  body.returns = [];
  body.exits = [];
  body.loop = undefined;
  fn.parameters.forEach(({ name, initializer, dotDotDotToken }, index) => {
    if (initializer !== undefined) body.walk.evaluate(body, initializer);
    bind(body, name, dotDotDotToken === undefined ? args[index] : undefined);
  });
  if (fn.body !== undefined) {
    if (ts.isBlock(fn.body)) body.walk.run(body, fn.body);
    else body.returns.push(body.walk.evaluate(body, fn.body));
  }
  const result = body.returns.reduce<Value>(join, body.returns[0]);
  for (const state of body.exits) body.state = joinStates(body.state, state);
  body.returns = returns;
  body.exits = exits;
  body.loop = loop;
  body.jumps.push(...jumps);
  body.state.isDead = wasDead;
  if (result === undefined || fn.asteriskToken !== undefined) return undefined;
  const isAsync = fn.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  return isAsync ? { kind: "promise", result: awaited(result) } : result;
}

/** Runs a function that a call is given, any number of times. */
export function applyCallback(body: Body, fn: FunctionNode, args: readonly Value[]): Value {
  let result: Value;
  repeat(body, () => {
    result = apply(body, fn, args);
  });
  return result;
}

/** The function that is written in place of an argument. */
export function readCallback({ context: { ts } }: Body, argument: ts.Node): FunctionNode | undefined {
  let node = argument;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    node = node.expression;
  }
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node : undefined;
}

/** Keeps a function for later: it is run once all is known that does not change. */
export function storeFunction(body: Body, fn: FunctionNode): void {
  if (body.stored.includes(fn)) return;
  body.stored.push(fn);
  forgetAssigned(body, fn);
}

/** What a function assigns when it is called cannot be told from the order of the code. */
function forgetAssigned(body: Body, node: ts.Node): void {
  const { ts } = body.context;
  const { SyntaxKind } = ts;
  const forget = (target: ts.Node): void => {
    const symbol = ts.isIdentifier(target) ? readVariable(body, target) : undefined;
    if (symbol !== undefined) body.unsettled.add(symbol);
    else if (!ts.isPropertyAccessExpression(target)) ts.forEachChild(target, forget);
  };
  const visit = (child: ts.Node): void => {
    const isAssignment =
      ts.isBinaryExpression(child) &&
      child.operatorToken.kind >= SyntaxKind.FirstAssignment &&
      child.operatorToken.kind <= SyntaxKind.LastAssignment;
    if (isAssignment) forget(child.left);
    if (ts.isPrefixUnaryExpression(child) || ts.isPostfixUnaryExpression(child)) {
      const { operator, operand } = child;
      if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) forget(operand);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
}

/** Runs the functions that were kept, with the variables that never change. */
export function runStored(body: Body): void {
  for (let index = 0; index < body.stored.length; index++) {
    const fn = body.stored[index];
    if (fn === undefined) continue;
    const values: State["values"] = new Map();
    for (const [symbol, value] of body.constants) {
      if (value !== undefined && !body.assigned.has(symbol) && !body.unsettled.has(symbol)) values.set(symbol, value);
    }
    body.state = { values, isDead: false };
    apply(body, fn, []);
  }
}
