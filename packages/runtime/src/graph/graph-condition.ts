/** From a condition of the user's to one of the graph: references stay references, constants become primitives of their types. */
import { incomparable, nullOperand, plainCondition, promiseOperand, wrongOperand } from "../errors/branches.ts";
import { formatPath } from "../errors/values.ts";
import { codecOf } from "../literals/index.ts";
import type { ComparisonOperator, Literal, Primitive } from "../model/index.ts";
import { readForm, withoutNull } from "../types/index.ts";
import { referenceOf } from "./bindings.ts";
import type { GraphCondition, GraphOperand } from "./branch.ts";
import type { Condition, ConditionFacts } from "./condition.ts";
import { encodeConstant } from "./constants.ts";
import { checkCondition } from "./evaluate-condition.ts";
import type { RecordingScope } from "./recorded-node.ts";
import { describeReference, type ReferenceFacts } from "./reference-facts.ts";
import { isPromise } from "./settle-deep.ts";

/** Where a condition stands. */
export interface ConditionPlace {
  /** The branch in words. */
  readonly branch: string;
  readonly workflow: string;
  readonly scope: RecordingScope;
}

/** The condition as the graph holds it. Throws where Flyte has no word for it. */
export function graphCondition(condition: Condition, place: ConditionPlace): GraphCondition {
  checkCondition(condition, place.branch, condition.position);
  const { facts } = condition;
  if (facts.kind === "comparison") return comparison(condition, facts, place);
  if (facts.kind === "is") return test(condition, facts, place);
  return facts.parts
    .map((part) => graphCondition(part, place))
    .reduce((left, right) => ({ kind: "conjunction", operator: facts.operator, left, right }));
}

function comparison(
  condition: Condition,
  { operator, left, right }: Extract<ConditionFacts, { readonly kind: "comparison" }>,
  place: ConditionPlace,
): GraphCondition {
  const [a, b] = [referenceIn(left, condition, place), referenceIn(right, condition, place)];
  for (const reference of [a, b]) if (reference !== undefined) checkComparable(reference, operator, condition, place);
  if (a === undefined && b === undefined) throw plainCondition(place.branch, condition.spelled, condition.position);
  return {
    kind: "comparison",
    operator,
    left: a === undefined ? constant(left, b as ReferenceFacts, condition, place) : { kind: "reference", reference: a },
    right:
      b === undefined ? constant(right, a as ReferenceFacts, condition, place) : { kind: "reference", reference: b },
  };
}

/** `isTrue`, `isFalse` and `isNone` are comparisons with a constant. */
function test(
  condition: Condition,
  { value, operand }: Extract<ConditionFacts, { readonly kind: "is" }>,
  place: ConditionPlace,
): GraphCondition {
  const reference = referenceIn(operand, condition, place);
  if (reference === undefined) throw plainCondition(place.branch, condition.spelled, condition.position);
  const left: GraphOperand = { kind: "reference", reference };
  if (value === null)
    return { kind: "comparison", operator: "eq", left, right: { kind: "scalar", scalar: { kind: "none" } } };
  if (baseOf(reference) !== "boolean") {
    const { expected } = codecOf(reference.schema, reference.root);
    throw wrongOperand(
      place.branch,
      condition.spelled,
      "a boolean",
      describeReference(reference),
      expected,
      condition.position,
    );
  }
  return {
    kind: "comparison",
    operator: "eq",
    left,
    right: { kind: "primitive", primitive: { kind: "boolean", value } },
  };
}

function referenceIn(
  operand: unknown,
  condition: Condition,
  { branch, ...place }: ConditionPlace,
): ReferenceFacts | undefined {
  const reference = referenceOf(operand, place, () => `${branch}, ${condition.spelled}`);
  if (reference === undefined && typeof operand === "object" && operand !== null && isPromise(operand)) {
    throw promiseOperand(branch, condition.spelled, condition.position);
  }
  return reference;
}

/** The kinds of primitives, by the kinds of types that give them. */
const primitives = {
  integer: "integer",
  bigint: "integer",
  float: "float",
  string: "string",
  url: "string",
  boolean: "boolean",
  datetime: "datetime",
  instant: "datetime",
  date: "datetime",
  duration: "duration",
} as const;

/** The primitive that a reference holds, or would if it were there; undefined of any other type. */
function baseOf({ schema, root }: ReferenceFacts): Primitive["kind"] | undefined {
  const form = readForm(withoutNull(schema, root), root);
  const kind = form.kind === "values" ? form.base : form.kind;
  return Object.hasOwn(primitives, kind) ? primitives[kind as keyof typeof primitives] : undefined;
}

function checkComparable(
  reference: ReferenceFacts,
  operator: ComparisonOperator,
  condition: Condition,
  { branch }: ConditionPlace,
): void {
  const base = baseOf(reference);
  const operand = describeReference(reference);
  const { expected } = codecOf(reference.schema, reference.root);
  if (base === undefined) throw incomparable(branch, condition.spelled, operand, expected, condition.position);
  if (base === "boolean" && operator !== "eq" && operator !== "ne") {
    throw wrongOperand(branch, condition.spelled, "values with an order", operand, expected, condition.position);
  }
}

/** A constant beside a reference is of the reference's type: a whole number is a float beside a `number`. */
function constant(
  value: unknown,
  beside: ReferenceFacts,
  condition: Condition,
  { branch }: ConditionPlace,
): GraphOperand {
  if (value === null || value === undefined) throw nullOperand(branch, condition.spelled, condition.position);
  const { schema, root } = beside;
  const variable = formatPath(beside.var, beside.attrPath);
  const place = {
    entity: `${branch}, ${condition.spelled} with ${variable}`,
    role: "input" as const,
    variable,
    ...sourceAt(condition),
  };
  return {
    kind: "primitive",
    primitive: bare(encodeConstant(value, withoutNull(schema, root), root, place)) as Primitive,
  };
}

function sourceAt({ position }: Condition): { readonly source?: string } {
  return position === undefined ? {} : { source: position };
}

function bare(literal: Literal): Literal {
  return literal.kind === "union" ? bare(literal.value) : literal;
}
