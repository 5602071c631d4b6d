import type ts from "typescript";
import type { Context } from "../context.ts";
import type { Finding, Problem } from "../diagnostics/index.ts";
import type { Reader } from "../shape/index.ts";
import type { State } from "./state.ts";
import type { Value } from "./value.ts";

/** Where `break` and `continue` lead, and with what. */
export interface Jump {
  readonly labels: readonly string[];
  readonly isLoop: boolean;
  readonly breaks: State[];
  readonly continues: State[];
}

/** A function with a body: arrow, expression, declaration, method or accessor. */
export type FunctionNode =
  | ts.ArrowFunction
  | ts.FunctionExpression
  | ts.FunctionDeclaration
  | ts.MethodDeclaration
  | ts.AccessorDeclaration;

/** How the parts of the analysis, which are in files of their own, call each other. */
export interface Walk {
  /** The value of an expression; what is misused inside it is reported. */
  evaluate(body: Body, expression: ts.Expression): Value;
  run(body: Body, statement: ts.Statement): void;
  /** Runs a function where it stands, with these arguments. Gives what it returns. */
  apply(body: Body, fn: FunctionNode, args: readonly Value[]): Value;
}

/** The body of a workflow or dynamic task on its way through the analysis. */
export interface Body {
  readonly context: Context;
  readonly reader: Reader;
  readonly walk: Walk;
  /** What the checker said of names and calls: a loop's body is looked at several times. */
  readonly symbols: Map<ts.Identifier, ts.Symbol | undefined>;
  readonly typed: Map<ts.Expression, Value>;
  /** Names of variables that hold more than plain values: the others need no look at their symbols. */
  readonly names: Set<string>;
  /** Values of variables that never change, for functions that run later. */
  readonly constants: Map<ts.Symbol, Value>;
  /** Variables that change after their declaration. */
  readonly assigned: Set<ts.Symbol>;
  /** Variables that functions which run later assign: nothing is known of them. */
  readonly unsettled: Set<ts.Symbol>;
  /** Functions that are called by their name, at a time that is not known. */
  readonly stored: FunctionNode[];
  readonly jumps: Jump[];
  state: State;
  /** What the innermost function returns. */
  returns: Value[];
  /** What is known where the innermost function returns. */
  exits: State[];
  /** What was found, once for each place. */
  readonly found: Map<ts.Node, Problem>;
  /** Counts changes of arrays and objects. */
  changes: number;
  /** How often something was run that can happen more than once. */
  turns: number;
  /** The loop whose condition is being looked at. */
  loop: string | undefined;
}

/** Notes what is wrong at a place; the first thing that is counts. */
export function report(body: Body, node: ts.Node, finding: Finding): undefined {
  if (!body.found.has(node)) body.found.set(node, { ...finding, node });
  return undefined;
}

/** The variable that a name stands for. */
export function readVariable({ context, symbols }: Body, name: ts.Identifier): ts.Symbol | undefined {
  if (!symbols.has(name)) symbols.set(name, findVariable(context, name));
  return symbols.get(name);
}

function findVariable({ ts, checker }: Context, name: ts.Identifier): ts.Symbol | undefined {
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

/** Gives a variable a value. */
export function setVariable(body: Body, name: ts.Identifier, value: Value, isAssignment: boolean): void {
  if (value === undefined && !body.names.has(name.text) && !isAssignment) return;
  const symbol = readVariable(body, name);
  if (symbol === undefined) return;
  if (isAssignment) body.assigned.add(symbol);
  if (value === undefined || body.unsettled.has(symbol)) {
    body.state.values.delete(symbol);
    body.constants.set(symbol, undefined);
    return;
  }
  body.names.add(name.text);
  body.state.values.set(symbol, value);
  body.constants.set(symbol, value);
}

/** The value of a variable. */
export function getVariable(body: Body, name: ts.Identifier): Value {
  if (!body.names.has(name.text)) return undefined;
  const symbol = readVariable(body, name);
  return symbol === undefined || body.unsettled.has(symbol) ? undefined : body.state.values.get(symbol);
}
