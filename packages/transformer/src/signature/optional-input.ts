import type ts from "typescript";
import type { Context } from "../context.ts";
import { type Finding, unsafeDefault } from "../diagnostics/index.ts";
import type { Field, Shape } from "../shape/index.ts";
import { readDefault } from "./read-default.ts";

/**
 * An input that need not be given. A literal default becomes part of the interface; without one, "not given" is a value
 * that crosses the wire, and the function's own default applies where it runs.
 */
export function optionalInput(
  context: Context,
  field: Field,
  initializer: ts.Expression | undefined,
): { readonly field: Field; readonly problems: readonly Finding[] } {
  const read = initializer === undefined ? undefined : readDefault(context, initializer, field.shape);
  if (read?.kind === "literal") {
    return {
      field: { ...field, optional: true, annotations: { ...field.annotations, default: read.value } },
      problems: [],
    };
  }
  return {
    field: { ...field, optional: true, shape: orUndefined(field.shape) },
    problems: read?.kind === "unsafe" ? [unsafeDefault(field.name, read.text)] : [],
  };
}

/** Adds `undefined` to a shape, unless null stands for it already. */
export function orUndefined(shape: Shape): Shape {
  const members = shape.kind === "union" ? shape.members : [shape];
  if (members.some(({ kind }) => kind === "null" || kind === "undefined" || kind === "untyped")) return shape;
  return { kind: "union", members: [...members, { kind: "undefined" }] };
}
