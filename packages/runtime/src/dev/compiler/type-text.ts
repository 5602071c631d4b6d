import { type LiteralType, LiteralTypeSchema } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { textOf } from "../messages/text-of.ts";

/** A type as errors show it: without the schemas of structs, which may be longer than an answer can be. */
export function typeText(type: LiteralType | undefined): string {
  return type === undefined ? "<nil>" : textOf(LiteralTypeSchema, withoutSchemas(type));
}

function withoutSchemas(type: LiteralType): LiteralType {
  const { metadata: _metadata, annotation: _annotation, ...rest } = type;
  const plain = rest as LiteralType;
  switch (plain.type.case) {
    case "collectionType":
    case "mapValueType":
      return { ...plain, type: { case: plain.type.case, value: withoutSchemas(plain.type.value) } };
    case "unionType": {
      const variants = plain.type.value.variants.map(withoutSchemas);
      return { ...plain, type: { case: "unionType", value: { ...plain.type.value, variants } } };
    }
    default:
      return plain;
  }
}
