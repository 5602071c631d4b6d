/** Conditions of branches over literals, as the platform evaluates them. */
import { cannotCompare } from "../errors/local.ts";
import { readMsgpack } from "../literals/msgpack/reader.ts";
import { literalOfPacked } from "../literals/packed-literal.ts";
import type {
  BooleanExpression,
  ComparisonOperator,
  Instant,
  Literal,
  LiteralMap,
  Operand,
  SimpleType,
} from "../model/index.ts";

/** Whether a condition holds. Both sides of an `and` or `or` are looked at only as far as is needed. */
export function holds(condition: BooleanExpression, inputs: LiteralMap): boolean {
  if (condition.kind === "conjunction") {
    const left = holds(condition.left, inputs);
    return condition.operator === "and"
      ? left && holds(condition.right, inputs)
      : left || holds(condition.right, inputs);
  }
  const left = operandIn(condition.left, inputs);
  const right = operandIn(condition.right, inputs);
  return compare(condition.operator, unpacked(left, right), unpacked(right, left));
}

/** A side of a comparison, and how to speak of it. */
interface Side {
  readonly literal: Literal;
  readonly text: string;
}

function operandIn(operand: Operand, inputs: LiteralMap): Side {
  switch (operand.kind) {
    case "var": {
      const literal = Object.hasOwn(inputs, operand.var) ? inputs[operand.var] : undefined;
      return { literal: unwrapped(literal ?? { kind: "none" }), text: `"${operand.var.replace(/^\./, "")}"` };
    }
    case "primitive":
      return { literal: operand.primitive, text: "a constant" };
    case "scalar":
      return { literal: unwrapped(operand.scalar), text: "a constant" };
  }
}

/** An optional value is compared by its value. */
function unwrapped(literal: Literal): Literal {
  return literal.kind === "union" ? unwrapped(literal.value) : literal;
}

/** A struct's field, which comes as bytes, as a primitive of the kind that it is compared with. */
function unpacked(side: Side, beside: Side): Side {
  const { literal } = side;
  if (literal.kind !== "binary" || literal.tag !== "msgpack") return side;
  const value = readMsgpack(literal.value);
  if (value === null) return { ...side, literal: { kind: "none" } };
  const kind = beside.literal.kind === "binary" ? primitiveKinds[typeof value] : beside.literal.kind;
  const simple = kind as SimpleType | undefined;
  const found = simple === undefined ? undefined : literalOfPacked(value, { kind: "simple", simple });
  return { ...side, literal: found ?? literal };
}

/** A number of two fields is compared as such, whatever the fields declare. */
const primitiveKinds: { readonly [type: string]: SimpleType } = {
  number: "float",
  bigint: "integer",
  string: "string",
  boolean: "boolean",
};

function compare(operator: ComparisonOperator, left: Side, right: Side): boolean {
  const isEquality = operator === "eq" || operator === "ne";
  const isNull = (side: Side): boolean => side.literal.kind === "none";
  if (isEquality && (isNull(left) || isNull(right))) {
    // Only a condition that asks for null may meet it.
    if (asksForNull(left) || asksForNull(right)) return (isNull(left) === isNull(right)) === (operator === "eq");
  }
  if (isNull(left)) throw cannotCompare(left.text, "null", `a value like ${right.text}`);
  if (isNull(right)) throw cannotCompare(right.text, "null", `a value like ${left.text}`);
  if (left.literal.kind !== right.literal.kind) {
    throw cannotCompare(
      left.text,
      `of type ${left.literal.kind}`,
      `one of type ${right.literal.kind}, as ${right.text} is`,
    );
  }
  return verdict(operator, order(left, right));
}

function asksForNull({ literal, text }: Side): boolean {
  return literal.kind === "none" && text === "a constant";
}

/** Below 0 where the left one is less; NaN where neither is. */
function order(left: Side, right: Side): number {
  const a = comparable(left);
  const b = comparable(right);
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number.NaN;
}

function comparable({ literal, text }: Side): bigint | number | string {
  switch (literal.kind) {
    case "integer":
      return BigInt(literal.value);
    case "float":
    case "string":
      return literal.value;
    case "boolean":
      return Number(literal.value);
    case "datetime":
    case "duration":
      return nanos(literal.value);
    default:
      throw cannotCompare(text, `of type ${literal.kind}`, "a number, a text, a boolean, a time or a duration");
  }
}

function nanos({ seconds, nanos: rest }: Instant): bigint {
  return seconds * 1_000_000_000n + BigInt(rest);
}

function verdict(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case "eq":
      return order === 0;
    case "ne":
      return order !== 0;
    case "lt":
      return order < 0;
    case "le":
      return order <= 0;
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
  }
}
