import type { LiteralType } from "../model/index.ts";

/** The annotation that tells variants of one union apart where Flyte's types cannot, such as `Int` and `bigint`. */
export const variantAnnotation = "typescript-type";

/** A type as text, as far as it tells variants of one tag apart. */
export function typeKey(type: LiteralType): string {
  const name = type.annotation?.[variantAnnotation];
  return name === undefined ? kindKey(type) : `${kindKey(type)} ${String(name)}`;
}

function kindKey(type: LiteralType): string {
  switch (type.kind) {
    case "simple":
      return type.simple === "struct" ? `struct ${String(type.metadata?.["title"])}` : type.simple;
    case "collection":
      return `[${typeKey(type.elementType)}]`;
    case "map":
      return `{${typeKey(type.valueType)}}`;
    case "enum":
      return `enum ${type.values.join()}`;
    case "blob":
      return `blob ${type.format} ${type.dimensionality}`;
    case "structured-dataset":
      return `dataset ${type.format}`;
    case "union":
      return type.variants.map(typeKey).join("|");
    default:
      return type satisfies never;
  }
}

/**
 * The variants of a union, where two are alike to Flyte with the name of their type in TypeScript as an annotation. Other
 * readers take no notice of it; without it a `bigint` could come back as an `Int`.
 */
export function tellApart(variants: readonly LiteralType[], nameOf: (index: number) => string): readonly LiteralType[] {
  const keys = variants.map((variant) => `${variant.structure?.tag ?? ""} ${typeKey(variant)}`);
  return variants.map((variant, index) => {
    const twin = keys.findIndex((key, at) => at !== index && key === keys[index]);
    // Structs of one title are told apart by their fields.
    if (twin < 0 || variant.metadata !== undefined) return variant;
    return { ...variant, annotation: { ...variant.annotation, [variantAnnotation]: nameOf(index) } };
  });
}
