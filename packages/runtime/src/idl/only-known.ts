import { type DescMessage, isFieldSet, type MessageShape } from "@bufbuild/protobuf";
import { unknownMember } from "../errors/idl.ts";

/**
 * Refuses a message with a field that the model has no place for, so that reading and writing again never loses
 * anything silently. Fields that flyteidl gained after the generated code was written pass: nobody can see them.
 */
export function onlyKnown<Desc extends DescMessage>(
  schema: Desc,
  message: MessageShape<Desc>,
  known: readonly string[],
): void {
  for (const field of schema.fields) {
    if (isFieldSet(message, field) && !known.includes(field.localName)) {
      throw unknownMember(schema.typeName, `"${field.jsonName}"`);
    }
  }
}
