import type { LiteralType } from "../model/index.ts";

/**
 * Whether the server lets values of one type flow into a variable of another. It converts between strings and enums and
 * into unions, and nothing else: an integer is no float to it, though an `Int` is a `number` to TypeScript.
 */
export function castable(from: LiteralType, to: LiteralType): boolean {
  if (from.kind === "union") return from.variants.every((variant) => castable(variant, to));
  switch (to.kind) {
    case "union":
      return to.variants.some((variant) => castable(from, variant));
    case "collection":
      return from.kind === "collection" && castable(from.elementType, to.elementType);
    case "map":
      return from.kind === "map" && castable(from.valueType, to.valueType);
    case "simple":
      if (from.kind === "enum") return to.simple === "string";
      return from.kind === "simple" && from.simple === to.simple;
    case "enum":
      if (from.kind === "enum") return from.values.join("\0") === to.values.join("\0");
      return from.kind === "simple" && from.simple === "string";
    case "blob":
      if (from.kind !== "blob" || from.dimensionality !== to.dimensionality) return false;
      return from.format === to.format || from.format === "" || to.format === "";
    default:
      return from.kind === to.kind;
  }
}
