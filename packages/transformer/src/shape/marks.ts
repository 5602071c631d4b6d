import type ts from "typescript";
import type { Context } from "../context.ts";

/** What the property `~flyte` of the runtime's types says. */
export type Mark =
  | { readonly kind: "integer" | "outputs" }
  | { readonly kind: "file"; readonly format: string | undefined };

/** The property that marks the runtime's own types. */
export const markProperty = "~flyte";

/** Reads the mark of a type, or undefined for an ordinary type. */
export function readMark({ ts, checker }: Context, type: ts.Type): Mark | undefined {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return undefined;
  const property = checker.getPropertyOfType(type, markProperty);
  if (property === undefined) return undefined;
  const declared = checker.getTypeOfSymbol(property);
  const mark = declared.isUnion()
    ? declared.types.find((member) => (member.flags & ts.TypeFlags.Undefined) === 0)
    : declared;
  if (mark === undefined) return undefined;
  if (mark.isStringLiteral()) {
    return mark.value === "integer" || mark.value === "outputs" ? { kind: mark.value } : undefined;
  }
  if (!checker.isTupleType(mark)) return undefined;
  const [kind, format] = checker.getTypeArguments(mark as ts.TypeReference);
  if (!kind?.isStringLiteral() || kind.value !== "file" || format === undefined) return undefined;
  if (format.isStringLiteral()) return { kind: "file", format: format.value };
  return { kind: "file", format: (format.flags & ts.TypeFlags.String) !== 0 ? "" : undefined };
}
