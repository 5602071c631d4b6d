/** Messages as the server's texts show them: protobuf's text format on one line. */
import type { DescField, DescMessage, MessageShape } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";

/** A message on one line: `resource_type:TASK project:"p" domain:"d"`. */
export function textOf<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): string {
  return textOfReflected(reflect(schema, message));
}

function textOfReflected(message: ReflectMessage): string {
  return message.fields
    .filter((field) => message.isSet(field))
    .map((field) => fieldText(message, field))
    .join(" ");
}

function fieldText(message: ReflectMessage, field: DescField): string {
  if (field.fieldKind === "list") {
    return [...message.get(field)].map((item) => `${field.name}:${valueText(field, item)}`).join(" ");
  }
  if (field.fieldKind === "map") {
    return [...message.get(field)]
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1))
      .map(([key, item]) => `${field.name}:{key:${JSON.stringify(key)} value:${valueText(field, item)}}`)
      .join(" ");
  }
  return `${field.name}:${valueText(field, message.get(field))}`;
}

function valueText(field: DescField, value: unknown): string {
  if (field.enum !== undefined) {
    const number = value as number;
    return field.enum.value[number]?.name ?? String(number);
  }
  if (field.message !== undefined) return `{${textOfReflected(value as ReflectMessage)}}`;
  if (field.scalar === ScalarType.BYTES) return JSON.stringify(Buffer.from(value as Uint8Array).toString("latin1"));
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
