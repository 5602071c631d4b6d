import type { Json } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import { unwrap } from "../calls/call-arguments.ts";
import type { Context } from "../context.ts";
import { readLibraryType, readMark, type Shape } from "../shape/index.ts";

/** A whole date-time with its zone: what is read alike wherever it is read. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const date = /^\d{4}-\d\d-\d\d$/;
const duration = /^-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,9})?S)?)?$/;
/** Storage that every machine reaches; a path is one machine's. */
const storedUri = /^(?!file:)[a-z][a-z0-9+.-]*:\/\/./i;

/**
 * Reads a default that makes an object from a literal, of the platform as `new Date("2026-01-01T00:00:00Z")`, or of stored data as
 * `new FlyteFile("s3://bucket/key")`, as the JSON form of the parameter's type. Undefined for anything else, which the
 * function computes itself.
 */
export function readConstructed(context: Context, expression: ts.Expression, shape: Shape): Json | undefined {
  const { ts, checker } = context;
  if (!ts.isNewExpression(expression) && !ts.isCallExpression(expression)) return undefined;
  const type = checker.getTypeAtLocation(expression);
  const mark = readMark(context, type)?.kind;
  if (mark === "file" || mark === "directory") return readStored(context, expression, shape, mark);
  const kind = readLibraryType(context, type)?.kind;
  if (kind === undefined || !takes(shape, kind)) return undefined;
  if (ts.isNewExpression(expression) && ts.isIdentifier(expression.expression)) {
    const [argument, second] = expression.arguments ?? [];
    if (second !== undefined) return undefined;
    if (kind === "bytes") return readBytes(context, argument);
    const text = readText(context, argument);
    if (text === undefined) return undefined;
    if (kind === "url") return URL.canParse(text) ? new URL(text).href : undefined;
    return kind === "datetime" && dateTime.test(text) && isDate(text) ? new Date(text).toISOString() : undefined;
  }
  if (ts.isNewExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return undefined;
  const { name, expression: callee } = expression.expression;
  const owner = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (name.text !== "from" || owner.getText() !== type.symbol.name || expression.arguments.length !== 1)
    return undefined;
  const text = readText(context, expression.arguments[0]);
  if (text === undefined) return undefined;
  if (kind === "instant") return instant.test(text) && isDate(text) ? text : undefined;
  if (kind === "date") return date.test(text) && isDate(text) ? text : undefined;
  return kind === "duration" && duration.test(text) ? text : undefined;
}

/** A file or directory by its URI. Where several formats are allowed, a URI does not say which it is. */
function readStored(
  context: Context,
  expression: ts.NewExpression | ts.CallExpression,
  shape: Shape,
  kind: "file" | "directory",
): Json | undefined {
  if (!context.ts.isNewExpression(expression) || expression.arguments?.length !== 1) return undefined;
  const members = shape.kind === "union" ? shape.members : [shape];
  if (!takes(shape, kind) || members.filter((member) => member.kind === kind).length !== 1) return undefined;
  const uri = readText(context, expression.arguments[0]);
  return uri !== undefined && storedUri.test(uri) ? { path: uri } : undefined;
}

/** Whether the parameter is of the kind and of no other: in a wider union the JSON form could be taken for another. */
function takes(shape: Shape, kind: Shape["kind"]): boolean {
  const members = shape.kind === "union" ? shape.members : [shape];
  return members.every((member) => member.kind === kind || member.kind === "null" || member.kind === "undefined");
}

function readText({ ts }: Context, argument: ts.Expression | undefined): string | undefined {
  const literal = argument === undefined ? undefined : unwrap(ts, argument);
  return literal !== undefined && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

function readBytes({ ts }: Context, argument: ts.Expression | undefined): string | undefined {
  const list = argument === undefined ? undefined : unwrap(ts, argument);
  if (list === undefined) return "";
  if (!ts.isArrayLiteralExpression(list)) return undefined;
  const bytes = list.elements.map((element) => (ts.isNumericLiteral(element) ? Number(element.text) : Number.NaN));
  if (!bytes.every((byte) => Number.isInteger(byte) && byte < 256)) return undefined;
  return Buffer.from(bytes).toString("base64");
}

/** JavaScript reads the 30th of February as a day in March. */
function isDate(text: string): boolean {
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(Date.parse(text)) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
