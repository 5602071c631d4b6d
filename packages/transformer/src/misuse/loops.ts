import type ts from "typescript";
import { iterateReference, listPropertiesOfReference } from "../diagnostics/index.ts";
import { assign } from "./assignments.ts";
import { type Body, type Jump, report } from "./body.ts";
import { evaluateCondition } from "./conditions.ts";
import { describe } from "./describe.ts";
import { bind } from "./patterns.ts";
import { copyState, isSameState, joinStates } from "./state.ts";
import { awaited, elementOf, isPending, type Value } from "./value.ts";

/** More turns are not needed: each makes less known, and what is left after these is rare. */
const mostTurns = 4;
/** Loops inside loops multiply the turns. From here on each is run once. */
const turnsOfBody = 5000;

/**
 * Runs something that happens any number of times. The first turn finds what stands before it. What is known at the start of
 * each further turn must hold after the one before too, so it is run until a turn leaves no less known than it found.
 * With `isRunOnce` there is a first turn in any case.
 */
export function repeat(body: Body, turn: () => void, isRunOnce = false): void {
  for (let count = 1; ; count++) {
    const { changes } = body;
    const start = copyState(body.state);
    turn();
    const end = copyState(body.state);
    body.state = joinStates(start, body.state);
    body.turns++;
    const isSettled = body.changes === changes && isSameState(start, body.state);
    if (!isSettled && count < mostTurns && body.turns < turnsOfBody) continue;
    if (isRunOnce) body.state = end;
    return;
  }
}

/** Runs what `break` and `continue` can lead out of. */
export function runTarget(body: Body, statement: ts.Statement, isLoop: boolean, run: (jump: Jump) => void): void {
  const { ts } = body.context;
  const labels: string[] = [];
  for (let outer = statement.parent; ts.isLabeledStatement(outer); outer = outer.parent) labels.push(outer.label.text);
  const jump: Jump = { labels, isLoop, breaks: [], continues: [] };
  body.jumps.push(jump);
  run(jump);
  body.jumps.pop();
  for (const state of jump.breaks) body.state = joinStates(body.state, state);
}

/** `break` and `continue`. */
export function leave(body: Body, statement: ts.BreakOrContinueStatement): void {
  const isContinue = statement.kind === body.context.ts.SyntaxKind.ContinueStatement;
  const label = statement.label?.text;
  const jump = body.jumps.findLast(({ labels, isLoop }) =>
    label === undefined ? isLoop || !isContinue : labels.includes(label),
  );
  (isContinue ? jump?.continues : jump?.breaks)?.push(copyState(body.state));
  body.state.isDead = true;
}

function runLoopBody(body: Body, statement: ts.Statement, jump: Jump): void {
  body.walk.run(body, statement);
  for (const state of jump.continues.splice(0)) body.state = joinStates(body.state, state);
}

/** `for (…;…;…)` and `while`. */
export function runWhile(
  body: Body,
  loop: ts.ForStatement | ts.WhileStatement,
  condition: ts.Expression | undefined,
  next: ts.Expression | undefined,
): void {
  const name = body.context.ts.isForStatement(loop) ? "The 'for' loop" : "The 'while' loop";
  runTarget(body, loop, true, (jump) =>
    repeat(body, () => {
      if (condition !== undefined) evaluateLoopCondition(body, condition, name);
      runLoopBody(body, loop.statement, jump);
      if (next !== undefined) body.walk.evaluate(body, next);
    }),
  );
}

export function runDo(body: Body, loop: ts.DoStatement): void {
  runTarget(body, loop, true, (jump) =>
    repeat(
      body,
      () => {
        runLoopBody(body, loop.statement, jump);
        evaluateLoopCondition(body, loop.expression, "The 'do' loop");
      },
      true,
    ),
  );
}

function evaluateLoopCondition(body: Body, condition: ts.Expression, name: string): void {
  body.loop = name;
  evaluateCondition(body, condition, name);
  body.loop = undefined;
}

/** `for … of`, `for await` and `for … in`. */
export function runForEach(body: Body, loop: ts.ForOfStatement | ts.ForInStatement): void {
  const { ts } = body.context;
  const whole = body.walk.evaluate(body, loop.expression);
  const isOf = ts.isForOfStatement(loop);
  let element: Value;
  if (isPending(whole)) {
    const text = describe(ts, loop.expression, whole);
    const finding = isOf
      ? iterateReference("The 'for … of' loop", text)
      : listPropertiesOfReference("The 'for … in' loop", text);
    report(body, loop.expression, finding);
  } else if (isOf && whole?.kind === "list") {
    element = loop.awaitModifier === undefined ? elementOf(whole) : awaited(elementOf(whole));
  }
  runTarget(body, loop, true, (jump) =>
    repeat(body, () => {
      if (ts.isVariableDeclarationList(loop.initializer)) {
        for (const { name } of loop.initializer.declarations) bind(body, name, element);
      } else {
        assign(body, loop.initializer, element);
      }
      runLoopBody(body, loop.statement, jump);
    }),
  );
}
