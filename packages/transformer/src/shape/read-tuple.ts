import type ts from "typescript";
import { restBeforeEnd } from "../diagnostics/index.ts";
import type { Reader } from "./reader.ts";
import { type Shape, unsupported } from "./shape.ts";

/** Reads a tuple that is a value: fixed elements, optional ones, and a rest at the end. */
export function readTuple(reader: Reader, type: ts.TupleTypeReference): Shape {
  const { ts, checker } = reader.context;
  const { elementFlags } = type.target;
  const types = checker.getTypeArguments(type);
  const open = elementFlags.findIndex((flags) => (flags & ts.ElementFlags.Variable) !== 0);
  if (open >= 0 && open < elementFlags.length - 1) return unsupported(restBeforeEnd(checker.typeToString(type)));
  const items: Shape[] = [];
  let required = 0;
  let rest: Shape | undefined;
  for (const [index, element] of types.entries()) {
    const flags = elementFlags[index] ?? ts.ElementFlags.Required;
    if ((flags & ts.ElementFlags.Variable) !== 0) {
      rest = reader.read(element);
    } else if ((flags & ts.ElementFlags.Optional) !== 0) {
      items.push(reader.readDefined(element));
    } else {
      items.push(reader.read(element));
      required = items.length;
    }
  }
  // Without an element of its own a tuple is the array of its rest.
  if (rest !== undefined && items.length === 0) return { kind: "array", items: rest };
  return { kind: "tuple", items, required, ...(rest === undefined ? {} : { rest }) };
}
