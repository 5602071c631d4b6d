import type ts from "typescript";
import type { Context } from "../context.ts";

/** What the property `~flyte` of the runtime's types says. A text that is not one string literal is undefined. */
export type Mark =
  | { readonly kind: "integer" | "outputs" | "error" }
  | { readonly kind: "file" | "directory"; readonly format: string | undefined }
  | { readonly kind: "dataset"; readonly columns: ts.Type | undefined; readonly format: string | undefined }
  | { readonly kind: "codec"; readonly name: string | undefined };

/** The property that marks the runtime's own types. */
export const markProperty = "~flyte";

/** Reads the mark of a type, or undefined for an ordinary type. */
export function readMark(context: Context, type: ts.Type): Mark | undefined {
  const { ts, checker } = context;
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return undefined;
  const property = checker.getPropertyOfType(type, markProperty);
  if (property === undefined) return undefined;
  const declared = checker.getTypeOfSymbol(property);
  const mark = declared.isUnion()
    ? declared.types.find((member) => (member.flags & ts.TypeFlags.Undefined) === 0)
    : declared;
  if (mark === undefined) return undefined;
  // A type of the runtime's with a codec has two marks: the codec takes care of all that it is.
  const marks = (mark.isIntersection() ? mark.types : [mark]).map((part) => readPart(context, part));
  return marks.find((part) => part?.kind === "codec") ?? marks.find((part) => part !== undefined);
}

function readPart(context: Context, mark: ts.Type): Mark | undefined {
  const { checker } = context;
  if (mark.isStringLiteral()) {
    const { value } = mark;
    return value === "integer" || value === "outputs" || value === "error" ? { kind: value } : undefined;
  }
  if (!checker.isTupleType(mark)) return undefined;
  const [kind, first, second] = checker.getTypeArguments(mark as ts.TypeReference);
  if (!kind?.isStringLiteral()) return undefined;
  switch (kind.value) {
    case "file":
    case "directory":
      return { kind: kind.value, format: readFormat(context, first) };
    case "dataset":
      return { kind: "dataset", columns: first, format: readFormat(context, second) };
    case "codec":
      return { kind: "codec", name: first?.isStringLiteral() && first.value !== "" ? first.value : undefined };
    default:
      return undefined;
  }
}

/** One string literal; `string`, or none at all, is any format. */
function readFormat({ ts }: Context, type: ts.Type | undefined): string | undefined {
  if (type === undefined || (type.flags & ts.TypeFlags.String) !== 0) return "";
  return type.isStringLiteral() ? type.value : undefined;
}
