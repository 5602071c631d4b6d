import { create, type JsonObject, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type Literal,
  LiteralSchema,
  type PrimitiveSchema,
  type ScalarSchema,
} from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { SimpleType } from "../../../idl/gen/flyteidl/core/types_pb.ts";
import { durationMilliseconds } from "../go-text.ts";

/** The value of a simple type that a text stands for. Throws where it stands for none. */
export function literalOfText(type: SimpleType, given: string, name: string): Literal {
  const text = given.replace(/^[ \n\t]+|[ \n\t]+$/g, "");
  const value = scalarOf(type, text);
  if (value === undefined) {
    throw new Error(`output [${name}] is no ${nameOf(type)}: ${JSON.stringify(text.slice(0, 80))}`);
  }
  return create(LiteralSchema, { value: { case: "scalar", value: { value } } });
}

type ScalarValue = MessageInitShape<typeof ScalarSchema>["value"];
type PrimitiveValue = MessageInitShape<typeof PrimitiveSchema>["value"];

function scalarOf(type: SimpleType, text: string): ScalarValue {
  switch (type) {
    case SimpleType.STRUCT: {
      const json = jsonOf(text);
      return json === undefined ? undefined : { case: "generic", value: json };
    }
    case SimpleType.BINARY:
      return { case: "binary", value: { value: Buffer.from(text) } };
    case SimpleType.ERROR:
      return { case: "error", value: { message: text } };
    case SimpleType.NONE:
      return { case: "noneType", value: {} };
    default: {
      const value = primitiveOf(type, text);
      return value === undefined ? undefined : { case: "primitive", value: { value } };
    }
  }
}

function primitiveOf(type: SimpleType, text: string): PrimitiveValue {
  switch (type) {
    case SimpleType.INTEGER: {
      if (!/^[+-]?\d+$/.test(text)) return undefined;
      const value = BigInt(text.replace(/^\+/, ""));
      return BigInt.asIntN(64, value) === value ? { case: "integer", value } : undefined;
    }
    case SimpleType.FLOAT: {
      const value = /^[+-]?inf(inity)?$/i.test(text)
        ? (text.startsWith("-") ? -1 : 1) * Number.POSITIVE_INFINITY
        : Number(text);
      if (text === "" || (Number.isNaN(value) && !/^nan$/i.test(text))) return undefined;
      return { case: "floatValue", value };
    }
    case SimpleType.BOOLEAN:
      if (/^(1|t|T|true|TRUE|True)$/.test(text)) return { case: "boolean", value: true };
      return /^(0|f|F|false|FALSE|False)$/.test(text) ? { case: "boolean", value: false } : undefined;
    case SimpleType.STRING:
      return { case: "stringValue", value: text };
    case SimpleType.DATETIME: {
      const milliseconds = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
      if (Number.isNaN(milliseconds)) return undefined;
      const seconds = Math.floor(milliseconds / 1000);
      const nanos = Number((/\.(\d{1,9})/.exec(text)?.[1] ?? "0").padEnd(9, "0"));
      return { case: "datetime", value: { seconds: BigInt(seconds), nanos } };
    }
    case SimpleType.DURATION: {
      const milliseconds = durationMilliseconds(text);
      if (milliseconds === undefined) return undefined;
      const seconds = Math.trunc(milliseconds / 1000);
      return {
        case: "duration",
        value: { seconds: BigInt(seconds), nanos: Math.round((milliseconds - seconds * 1000) * 1e6) },
      };
    }
    default:
      return undefined;
  }
}

function jsonOf(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(type: SimpleType): string {
  return (Object.entries(SimpleType).find(([, value]) => value === type)?.[0] ?? "value").toLowerCase();
}
