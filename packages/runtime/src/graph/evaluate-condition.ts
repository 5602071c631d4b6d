/** Conditions on values that are there: outside workflows, and among the real inputs of a dynamic task. */
import { bareReference, incomparable, nullOperand } from "../errors/branches.ts";
import { noCondition } from "../errors/conditions.ts";
import { userProvidedError } from "../errors/local.ts";
import { show } from "../errors/options.ts";
import type { ComparisonOperator } from "../model/index.ts";
import { isTemporal } from "../types/index.ts";
import { Condition, type ConditionFacts } from "./condition.ts";
import { Failure } from "./failure.ts";
import { findReference } from "./find-reference.ts";
import { referenceFacts } from "./reference.ts";
import { describeReference } from "./reference-facts.ts";

/** Throws unless a value is a condition, down to the parts of its conjunctions. */
export function checkCondition(
  value: unknown,
  branch: string,
  position: string | undefined,
): asserts value is Condition {
  const reference = referenceFacts(value);
  if (reference !== undefined) throw bareReference(branch, describeReference(reference), position);
  if (!(value instanceof Condition)) throw noCondition(branch, value, position);
  if (value.facts.kind === "conjunction") {
    for (const part of value.facts.parts) checkCondition(part, branch, value.position);
  }
}

/** Whether a condition looks at an input of a workflow or the result of one of its calls. */
export function looksAtReferences({ facts }: Condition): boolean {
  if (facts.kind === "conjunction") return facts.parts.some(looksAtReferences);
  return operandsOf(facts).some(
    (operand) => referenceFacts(operand) !== undefined || findReference(operand) !== undefined,
  );
}

/** The values that a comparison looks at. */
export function operandsOf(facts: Exclude<ConditionFacts, { readonly kind: "conjunction" }>): readonly unknown[] {
  return facts.kind === "is" ? [facts.operand] : [facts.left, facts.right];
}

/** Whether a condition holds; promises among its operands are awaited. */
export async function evaluate(condition: Condition, branch: string): Promise<boolean> {
  checkCondition(condition, branch, condition.position);
  const { facts } = condition;
  if (facts.kind !== "conjunction") return holds(condition, await Promise.all(operandsOf(facts)), branch);
  // One after the other, and only as far as it takes: a later part may make a call.
  for (const part of facts.parts) {
    if ((await evaluate(part, branch)) !== (facts.operator === "and")) return facts.operator === "or";
  }
  return facts.operator === "and";
}

/** Whether a condition on values that are there holds. */
export function evaluateNow(condition: Condition, branch: string): boolean {
  const { facts } = condition;
  if (facts.kind !== "conjunction") return holds(condition, operandsOf(facts), branch);
  const outcome = (part: Condition): boolean => evaluateNow(part, branch);
  return facts.operator === "and" ? facts.parts.every(outcome) : facts.parts.some(outcome);
}

function holds(condition: Condition, operands: readonly unknown[], branch: string): boolean {
  const { facts } = condition;
  const [left, right] = operands;
  if (facts.kind === "is") return facts.value === null ? left === null || left === undefined : left === facts.value;
  if (facts.kind === "conjunction") return false;
  const strange = operands.find((operand) => !isMeasurable(measure(operand)));
  if (strange !== undefined && strange !== null) {
    const found = show(strange);
    throw incomparable(branch, condition.spelled, found, `a value of type ${typeof strange}`, condition.position);
  }
  const hasNull = operands.some((operand) => operand === null || operand === undefined);
  if (!hasNull) return outcomes[facts.operator](order(left, right));
  // Null differs from every value, and comes neither before nor after one.
  if (facts.operator === "eq" || facts.operator === "ne") {
    return ((left ?? null) === (right ?? null)) === (facts.operator === "eq");
  }
  throw nullOperand(branch, condition.spelled, condition.position);
}

const outcomes: { readonly [operator in ComparisonOperator]: (order: number) => boolean } = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** Below 0, 0 or above 0; NaN where two values have no order, as of NaN itself. */
function order(left: unknown, right: unknown): number {
  const [a, b] = [measure(left), measure(right)];
  // Numbers and bigints compare by value.
  // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1 are equal
  if (a == b) return 0;
  return a < b ? -1 : a > b ? 1 : Number.NaN;
}

function isMeasurable(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "string";
}

/** What JavaScript compares as the type means it. */
function measure(value: unknown): number | bigint | string {
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Date) return value.getTime();
  if (value instanceof URL) return value.href;
  if (isTemporal(value, "Instant")) return value.epochNanoseconds;
  if (isTemporal(value, "PlainDate")) return value.toString();
  // Durations have an exact length here: no years, months and weeks.
  if (isTemporal(value, "Duration")) return value.total("nanoseconds");
  return value as number | bigint | string;
}

/** What a case that runs gives: its call, unless it is the failure of the branch. */
export function outcomeOf(result: unknown, branch: string): unknown {
  if (result instanceof Failure) throw userProvidedError(result.message, branch);
  return result;
}
