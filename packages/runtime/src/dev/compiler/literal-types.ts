/** The types that literals have by themselves. */
import { create } from "@bufbuild/protobuf";
import type { Literal, Primitive, Scalar } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { type LiteralType, LiteralTypeSchema, SimpleType } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { textOf } from "../messages/text-of.ts";
import { areTypesCastable } from "./types-castable.ts";

/** A simple type. */
export function simpleType(simple: SimpleType): LiteralType {
  return create(LiteralTypeSchema, { type: { case: "simple", value: simple } });
}

/** The type of a primitive; undefined where it holds nothing. */
export function primitiveType({ value }: Primitive): LiteralType | undefined {
  switch (value.case) {
    case "integer":
      return simpleType(SimpleType.INTEGER);
    case "floatValue":
      return simpleType(SimpleType.FLOAT);
    case "stringValue":
      return simpleType(SimpleType.STRING);
    case "boolean":
      return simpleType(SimpleType.BOOLEAN);
    case "datetime":
      return simpleType(SimpleType.DATETIME);
    case "duration":
      return simpleType(SimpleType.DURATION);
    default:
      return undefined;
  }
}

/** The type of a scalar; undefined where it holds nothing. */
export function scalarType({ value }: Scalar): LiteralType | undefined {
  switch (value.case) {
    case "primitive":
      return primitiveType(value.value);
    case "blob": {
      const type = value.value.metadata?.type;
      return type === undefined ? undefined : create(LiteralTypeSchema, { type: { case: "blob", value: type } });
    }
    case "binary":
      return simpleType(value.value.tag === "msgpack" ? SimpleType.STRUCT : SimpleType.BINARY);
    case "schema":
      return value.value.type === undefined
        ? undefined
        : create(LiteralTypeSchema, { type: { case: "schema", value: value.value.type } });
    case "noneType":
      return simpleType(SimpleType.NONE);
    case "error":
      return simpleType(SimpleType.ERROR);
    case "generic":
      return simpleType(SimpleType.STRUCT);
    case "union": {
      const stored = value.value.type;
      return create(LiteralTypeSchema, {
        type: { case: "unionType", value: { variants: stored === undefined ? [] : [stored] } },
      });
    }
    case "structuredDataset": {
      const type = value.value.metadata?.structuredDatasetType;
      return create(LiteralTypeSchema, { type: { case: "structuredDatasetType", value: type ?? {} } });
    }
    default:
      return undefined;
  }
}

/** The type of a literal; undefined where it holds nothing. */
export function literalType({ value }: Literal): LiteralType | undefined {
  switch (value.case) {
    case "scalar":
      return scalarType(value.value);
    case "collection":
      return create(LiteralTypeSchema, {
        type: { case: "collectionType", value: elementType(value.value.literals) },
      });
    case "map":
      return create(LiteralTypeSchema, {
        type: { case: "mapValueType", value: elementType(Object.values(value.value.literals)) },
      });
    case "offloadedMetadata":
      return value.value.inferredType;
    default:
      return undefined;
  }
}

/**
 * One type for all elements: theirs where they have one, a union where they have several, none where there are none. An empty list
 * among others is of their type.
 */
function elementType(literals: readonly Literal[]): LiteralType {
  const types = new Map<string, LiteralType>();
  const isEmptyList = ({ value }: Literal): boolean => value.case === "collection" && value.value.literals.length === 0;
  const telling = literals.filter((literal) => !isEmptyList(literal));
  for (const literal of telling.length === 0 ? literals : telling) {
    const type = literalType(literal);
    if (type !== undefined) types.set(textOf(LiteralTypeSchema, type), type);
  }
  const [only, ...others] = types.values();
  if (only === undefined) return simpleType(SimpleType.NONE);
  return others.length === 0 ? only : unionOf([...types.values()]);
}

/** Lists of unions become one list of all that is in them. */
function unionOf(types: readonly LiteralType[]): LiteralType {
  let isNested = false;
  const variants = types.flatMap((type): readonly LiteralType[] => {
    const element = type.type.case === "collectionType" ? type.type.value.type : undefined;
    if (element?.case !== "unionType") return [type];
    isNested = true;
    return element.value.variants;
  });
  const union = create(LiteralTypeSchema, { type: { case: "unionType", value: { variants } } });
  return isNested ? create(LiteralTypeSchema, { type: { case: "collectionType", value: union } }) : union;
}

/** Whether a literal can be a value of a type. */
export function isOfType(literal: Literal, type: LiteralType): boolean {
  const own = literalType(literal);
  return own !== undefined && areTypesCastable(own, type);
}
