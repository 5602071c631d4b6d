/** Conditions: what the cases of `when()` depend on. */
import { conditionMisuse, emptyConjunction } from "../errors/conditions.ts";
import type { ComparisonOperator } from "../model/index.ts";
import type { Temporal } from "../types/index.ts";
import { callerPosition, markPosition } from "./caller-position.ts";
import type { Input } from "./typed-calls.ts";

/** What the operators of order take. */
export type Ordered = number | bigint | string | Date | Temporal.Instant | Temporal.PlainDate | Temporal.Duration;

/** A type with its literals: `3` beside a number is a number. */
export type Widened<T> = T extends number ? number : T extends bigint ? bigint : T extends string ? string : T;

/** What a condition says, with its operands as they were given. */
export type ConditionFacts =
  | {
      readonly kind: "comparison";
      readonly operator: ComparisonOperator;
      readonly left: unknown;
      readonly right: unknown;
    }
  | { readonly kind: "is"; readonly value: true | false | null; readonly operand: unknown }
  | { readonly kind: "conjunction"; readonly operator: "and" | "or"; readonly parts: readonly Condition[] };

/** What a case of {@link when} depends on. `eq()` and its siblings make one; `and()` and `or()` join them. */
export class Condition {
  readonly facts: ConditionFacts;
  readonly #mark: { readonly stack?: string | undefined } = markPosition();

  constructor(facts: ConditionFacts) {
    this.facts = facts;
  }

  /** Where the user's code makes it. */
  get position(): string | undefined {
    return callerPosition(this.#mark);
  }

  /** The function that made it, as it is called: `gt(…)`. */
  get spelled(): string {
    const { facts } = this;
    if (facts.kind !== "is") return `${facts.operator}(…)`;
    return facts.value === null ? "isNone(…)" : facts.value ? "isTrue(…)" : "isFalse(…)";
  }

  /** What JavaScript asks of an object to compute with it. */
  [Symbol.toPrimitive](): never {
    throw conditionMisuse(this.spelled, callerPosition());
  }

  toJSON(): never {
    throw conditionMisuse(this.spelled, callerPosition());
  }
}

function comparison(operator: ComparisonOperator): (left: unknown, right: unknown) => Condition {
  return (left, right) => new Condition({ kind: "comparison", operator, left, right });
}

/**
 * Whether two values are equal: numbers, strings, booleans, dates or durations of one type. A constant becomes what it is
 * compared with: `1` is a float beside a `number`, an integer beside an `Int`.
 *
 * @example
 * ```ts
 * export const price = workflow(async (region: string): Promise<number> => await when(eq(region, "eu"), () => vat()).otherwise(() => net()));
 * ```
 */
export const eq: <T>(left: Input<T>, right: Input<NoInfer<T>>) => Condition = comparison("eq");

/**
 * Whether two values differ.
 *
 * @example
 * ```ts
 * when(ne(status, "done"), () => retry(id)).otherwise(() => report(id));
 * ```
 */
export const ne: <T>(left: Input<T>, right: Input<NoInfer<T>>) => Condition = comparison("ne");

/**
 * Whether the first value is greater.
 *
 * @example
 * ```ts
 * when(gt(score, 0.5), () => publish(model)).otherwise(fail("the model is too weak"));
 * ```
 */
export const gt: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition = comparison("gt");

/**
 * Whether the first value is greater or equal.
 *
 * @example
 * ```ts
 * when(ge(rows, 100), () => train(data)).otherwise(fail("too few rows"));
 * ```
 */
export const ge: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition = comparison("ge");

/**
 * Whether the first value is less.
 *
 * @example
 * ```ts
 * when(lt(x, 1), () => square(x)).otherwise(() => double(x));
 * ```
 */
export const lt: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition = comparison("lt");

/**
 * Whether the first value is less or equal.
 *
 * @example
 * ```ts
 * when(le(age, 17), () => minor(person)).otherwise(() => adult(person));
 * ```
 */
export const le: <T extends Ordered>(left: Input<T>, right: Input<NoInfer<Widened<T>>>) => Condition = comparison("le");

/**
 * Whether a boolean is true.
 *
 * @example
 * ```ts
 * when(isTrue(isValid(file)), () => load(file)).otherwise(fail("the file is damaged"));
 * ```
 */
export function isTrue(value: Input<boolean>): Condition {
  return new Condition({ kind: "is", value: true, operand: value });
}

/**
 * Whether a boolean is false.
 *
 * @example
 * ```ts
 * when(isFalse(dryRun), () => publish(report)).otherwise(() => print(report));
 * ```
 */
export function isFalse(value: Input<boolean>): Condition {
  return new Condition({ kind: "is", value: false, operand: value });
}

/**
 * Whether an optional value is not there. The server refuses this condition in a workflow, and so do `package` and `register`; a
 * task that returns a boolean can decide it.
 *
 * @example
 * ```ts
 * await when(isNone(note), () => plain(text)).otherwise(() => annotated(text, note));
 * ```
 */
export function isNone(value: unknown): Condition {
  return new Condition({ kind: "is", value: null, operand: value });
}

/**
 * Whether all conditions hold.
 *
 * @example
 * ```ts
 * when(and(gt(x, 0.1), lt(x, 1)), () => square(x)).otherwise(() => double(x));
 * ```
 */
export function and(...conditions: readonly Condition[]): Condition {
  return conjunction("and", conditions);
}

/**
 * Whether one of the conditions holds.
 *
 * @example
 * ```ts
 * when(or(eq(region, "eu"), eq(region, "uk")), () => vat(price)).otherwise(() => net(price));
 * ```
 */
export function or(...conditions: readonly Condition[]): Condition {
  return conjunction("or", conditions);
}

function conjunction(operator: "and" | "or", parts: readonly Condition[]): Condition {
  const [first, ...others] = parts;
  if (first === undefined) throw emptyConjunction(operator, callerPosition());
  return others.length === 0 ? first : new Condition({ kind: "conjunction", operator, parts });
}
