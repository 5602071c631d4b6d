import { literalJson } from "../literals/index.ts";
import type { Literal } from "../model/index.ts";

/** A literal as JSON that people read: values where there are some, protobuf's JSON for all else. */
export function plainLiteral(literal: Literal): unknown {
  switch (literal.kind) {
    case "collection":
      return literal.literals.map(plainLiteral);
    case "map":
      return Object.fromEntries(Object.entries(literal.literals).map(([key, each]) => [key, plainLiteral(each)]));
    case "union":
      return plainLiteral(literal.value);
    case "none":
      return null;
    case "integer":
    case "float":
    case "string":
    case "boolean":
      return literal.value;
    case "blob":
      return literal.uri;
    default:
      return literalJson(literal);
  }
}
