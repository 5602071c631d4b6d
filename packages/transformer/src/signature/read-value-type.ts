import type ts from "typescript";
import { findFlaws, type Reader, readAliasConstraints } from "../shape/index.ts";
import type { OutputsRead } from "./signature.ts";

/** Reads a type argument as the type of one value, which goes by the name of a sole output. */
export function readValueType(reader: Reader, argument: ts.TypeNode, callee: string): OutputsRead {
  const { context } = reader;
  const type = context.checker.getTypeFromTypeNode(argument);
  const shape = reader.read(type);
  const alias = readAliasConstraints(context, argument, shape, type);
  const where = `the type argument of ${callee}()`;
  const path = "value";
  return {
    style: "value",
    variables: [{ name: "o0", shape, optional: false, annotations: alias.annotations, flaws: alias.flaws }],
    problems: [
      ...alias.flaws.map((flaw) => ({ ...flaw(where), node: argument })),
      ...findFlaws(shape, path, "refused").map((found) => ({
        ...found.flaw(found.path === path ? where : `${where}, at ${found.path}`),
        node: argument,
      })),
    ],
  };
}
