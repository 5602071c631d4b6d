import type ts from "typescript";
import type { Context } from "../context.ts";
import { readMark } from "./marks.ts";

/** What `Number(…)` reads: decimal, hexadecimal, octal or binary, without white space. */
const number =
  "(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)";
const bigint = "-?(?:0|[1-9][0-9]*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)";
const integer = "(?:0|-?[1-9][0-9]*)";
const string = "[\\s\\S]*";

/** The whole of a key that is an integer as JavaScript prints it. */
export const integerKey: string = `^${integer}$`;
/** The whole of a key that is a finite number as JavaScript prints it. */
export const numberKey: string =
  "^(?:0|-?(?:[1-9][0-9]*(?:\\.[0-9]*[1-9])?|0\\.[0-9]*[1-9]|[1-9](?:\\.[0-9]*[1-9])?e[+-][1-9][0-9]*))$";

/**
 * The regular expression of a template literal type, without anchors: the strings that the compiler would accept.
 * Undefined where a part has none, such as `Uppercase<string>` or a type parameter.
 */
export function readTemplatePattern(context: Context, type: ts.TemplateLiteralType): string | undefined {
  const parts = type.types.map((part) => readPlaceholder(context, part));
  if (parts.includes(undefined)) return undefined;
  return type.texts.map((text, index) => escapeText(text) + (parts[index] ?? "")).join("");
}

function readPlaceholder(context: Context, type: ts.Type): string | undefined {
  const { TypeFlags } = context.ts;
  if ((type.flags & (TypeFlags.String | TypeFlags.Any)) !== 0) return string;
  if ((type.flags & TypeFlags.Number) !== 0) return number;
  if ((type.flags & TypeFlags.BigInt) !== 0) return bigint;
  if ((type.flags & TypeFlags.TemplateLiteral) !== 0) {
    return readTemplatePattern(context, type as ts.TemplateLiteralType);
  }
  if (!type.isIntersection()) return undefined;
  if (readMark(context, type)?.kind === "integer") return integer;
  // A brand has no letter in the string.
  const primitives = type.types.filter((part) => (part.flags & TypeFlags.Object) === 0);
  const [primitive] = primitives;
  return primitive !== undefined && primitives.length === 1 ? readPlaceholder(context, primitive) : undefined;
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
