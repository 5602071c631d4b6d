import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { readForm } from "../types/index.ts";
import type { TypedCodec } from "./codec.ts";
import { arrayCodec } from "./codecs/collection.ts";
import { recordCodec } from "./codecs/record.ts";
import { bigintCodec, booleanCodec, floatCodec, integerCodec, stringCodec } from "./codecs/simple.ts";

/**
 * The codecs of primitives and of lists and records of them, which most tasks need no more than: a container that starts loads the
 * others only when its task's types ask for them. Undefined for any other type.
 */
export function basicCodec(schema: Schema, root: VariablesSchema): TypedCodec | undefined {
  const form = readForm(schema, root);
  switch (form.kind) {
    case "boolean":
      return { codec: booleanCodec, type: { kind: "simple", simple: "boolean" } };
    case "integer":
      return { codec: integerCodec, type: { kind: "simple", simple: "integer" } };
    case "bigint":
      return { codec: bigintCodec, type: { kind: "simple", simple: "integer" } };
    case "float":
      return { codec: floatCodec, type: { kind: "simple", simple: "float" } };
    case "string":
      return { codec: stringCodec, type: { kind: "simple", simple: "string" } };
    case "array": {
      const items = basicPart(form.items, root);
      return items && { codec: arrayCodec(items.codec), type: { kind: "collection", elementType: items.type } };
    }
    case "record": {
      const values = form.keys === undefined ? basicPart(form.values, root) : undefined;
      return values && { codec: recordCodec(values.codec, undefined), type: { kind: "map", valueType: values.type } };
    }
    default:
      return undefined;
  }
}

/** A type that refers to itself is not basic, and would never end here. */
function basicPart(schema: Schema, root: VariablesSchema): TypedCodec | undefined {
  return schema.$ref === undefined ? basicCodec(schema, root) : undefined;
}
