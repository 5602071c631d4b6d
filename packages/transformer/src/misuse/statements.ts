import type ts from "typescript";
import { branchOnReference } from "../diagnostics/index.ts";
import { type Body, report } from "./body.ts";
import { evaluateCondition } from "./conditions.ts";
import { describe } from "./describe.ts";
import { storeFunction } from "./functions.ts";
import { leave, runDo, runForEach, runTarget, runWhile } from "./loops.ts";
import { bind } from "./patterns.ts";
import { copyState, joinStates } from "./state.ts";
import { valueOfType } from "./type-values.ts";
import { absent, isPending, type Value } from "./value.ts";

/** Runs a statement: what it does to variables, and what it reports. */
export function runStatement(body: Body, statement: ts.Statement): void {
  const { ts } = body.context;
  if (ts.isBlock(statement)) runAll(body, statement.statements);
  else if (ts.isExpressionStatement(statement)) body.walk.evaluate(body, statement.expression);
  else if (ts.isVariableStatement(statement)) declare(body, statement.declarationList);
  else if (ts.isReturnStatement(statement)) {
    const value = statement.expression === undefined ? absent : body.walk.evaluate(body, statement.expression);
    if (!body.state.isDead) {
      body.returns.push(value);
      body.exits.push(copyState(body.state));
    }
    body.state.isDead = true;
  } else if (ts.isThrowStatement(statement)) {
    body.walk.evaluate(body, statement.expression);
    body.state.isDead = true;
  } else if (ts.isIfStatement(statement)) runIf(body, statement);
  else if (ts.isForOfStatement(statement) || ts.isForInStatement(statement)) runForEach(body, statement);
  else if (ts.isForStatement(statement)) runFor(body, statement);
  else if (ts.isWhileStatement(statement)) runWhile(body, statement, statement.expression, undefined);
  else if (ts.isDoStatement(statement)) runDo(body, statement);
  else if (ts.isBreakOrContinueStatement(statement)) leave(body, statement);
  else if (ts.isSwitchStatement(statement)) runSwitch(body, statement);
  else if (ts.isTryStatement(statement)) runTry(body, statement);
  else if (ts.isLabeledStatement(statement)) runLabeled(body, statement);
}

/** Functions that are declared are there before the first statement runs. */
function runAll(body: Body, statements: readonly ts.Statement[]): void {
  const { ts } = body.context;
  for (const statement of statements) if (ts.isFunctionDeclaration(statement)) storeFunction(body, statement);
  for (const statement of statements) runStatement(body, statement);
}

function declare(body: Body, { declarations }: ts.VariableDeclarationList): void {
  const { ts, checker } = body.context;
  for (const { name, type, initializer } of declarations) {
    if (initializer === undefined) {
      bind(body, name, absent);
      continue;
    }
    const value = body.walk.evaluate(body, initializer);
    // An annotation alone can tell that an ordinary function gives a call.
    const isCalls = value === undefined && type !== undefined && type.getText().includes("Invocation");
    const known = isCalls ? valueOfType(body.context, checker.getTypeAtLocation(type), name.getText()) : value;
    bind(body, name, known, ts.isIdentifier(name) ? name : initializer);
  }
}

function runIf(body: Body, { expression, thenStatement, elseStatement }: ts.IfStatement): void {
  evaluateCondition(body, expression, "'if'");
  const before = copyState(body.state);
  runStatement(body, thenStatement);
  const after = body.state;
  body.state = before;
  if (elseStatement !== undefined) runStatement(body, elseStatement);
  body.state = joinStates(after, body.state);
}

function runFor(body: Body, loop: ts.ForStatement): void {
  const { ts } = body.context;
  if (loop.initializer !== undefined) {
    if (ts.isVariableDeclarationList(loop.initializer)) declare(body, loop.initializer);
    else body.walk.evaluate(body, loop.initializer);
  }
  runWhile(body, loop, loop.condition, loop.incrementor);
}

function runSwitch(body: Body, statement: ts.SwitchStatement): void {
  const { ts } = body.context;
  const value = body.walk.evaluate(body, statement.expression);
  // `switch (true)` decides by its cases.
  let decided: readonly [node: ts.Expression, value: Value] = [statement.expression, value];
  const { clauses } = statement.caseBlock;
  runTarget(body, statement, false, () => {
    const before = copyState(body.state);
    let hasDefault = false;
    body.state.isDead = true;
    for (const clause of clauses) {
      body.state = joinStates(copyState(before), body.state);
      if (ts.isDefaultClause(clause)) hasDefault = true;
      else {
        const tested = body.walk.evaluate(body, clause.expression);
        if (!isPending(decided[1])) decided = [clause.expression, tested];
      }
      for (const inner of clause.statements) runStatement(body, inner);
    }
    if (!hasDefault) body.state = joinStates(before, body.state);
  });
  const [node, found] = decided;
  if (isPending(found)) report(body, node, branchOnReference("'switch'", describe(ts, node, found)));
}

function runTry(body: Body, { tryBlock, catchClause, finallyBlock }: ts.TryStatement): void {
  const before = copyState(body.state);
  runStatement(body, tryBlock);
  if (catchClause !== undefined) {
    const after = body.state;
    // Anything in the block may have thrown.
    body.state = joinStates(before, copyState({ ...after, isDead: false }));
    runStatement(body, catchClause.block);
    body.state = joinStates(after, body.state);
  }
  if (finallyBlock === undefined) return;
  const { isDead } = body.state;
  if (isDead) body.state = { ...before, isDead: false };
  runStatement(body, finallyBlock);
  body.state.isDead = body.state.isDead || isDead;
}

function runLabeled(body: Body, { statement }: ts.LabeledStatement): void {
  const { ts } = body.context;
  const isOwnTarget = ts.isIterationStatement(statement, false) || ts.isSwitchStatement(statement);
  if (isOwnTarget || ts.isLabeledStatement(statement)) runStatement(body, statement);
  else runTarget(body, statement, false, () => runStatement(body, statement));
}
