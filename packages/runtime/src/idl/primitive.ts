import { create } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { missingMember } from "../errors/idl.ts";
import type { Scalar } from "../model/index.ts";
import { type Primitive as IdlPrimitive, PrimitiveSchema } from "./gen/flyteidl/core/literals_pb.ts";

type Primitive = Extract<
  Scalar,
  { readonly kind: "integer" | "float" | "string" | "boolean" | "datetime" | "duration" }
>;

/** The scalars that flyteidl wraps once more, as `core.Primitive`. */
export function primitiveToIdl(primitive: Primitive): IdlPrimitive {
  return create(PrimitiveSchema, { value: valueToIdl(primitive) });
}

/** Reads what {@link primitiveToIdl} writes; an integer is a number where that is exact, else a bigint. */
export function primitiveFromIdl({ value }: IdlPrimitive): Primitive {
  switch (value.case) {
    case "integer": {
      const number = Number(value.value);
      return { kind: "integer", value: Number.isSafeInteger(number) ? number : value.value };
    }
    case "floatValue":
      return { kind: "float", value: value.value };
    case "stringValue":
      return { kind: "string", value: value.value };
    case "boolean":
      return { kind: "boolean", value: value.value };
    case "datetime":
    case "duration":
      return { kind: value.case, value: { seconds: value.value.seconds, nanos: value.value.nanos } };
    case undefined:
      throw missingMember("flyteidl.core.Primitive", "value");
  }
}

function valueToIdl(primitive: Primitive): IdlPrimitive["value"] {
  switch (primitive.kind) {
    case "integer":
      return { case: "integer", value: BigInt(primitive.value) };
    case "float":
      return { case: "floatValue", value: primitive.value };
    case "string":
      return { case: "stringValue", value: primitive.value };
    case "boolean":
      return { case: "boolean", value: primitive.value };
    case "datetime":
      return { case: "datetime", value: create(TimestampSchema, { ...primitive.value }) };
    case "duration":
      return { case: "duration", value: create(DurationSchema, { ...primitive.value }) };
  }
}
