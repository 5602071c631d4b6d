import { unknownMember } from "../errors/idl.ts";

/** The model's name of a protobuf enum's value, by the table that says the value of each name. */
export function enumName<Name extends string>(
  table: { readonly [name in Name]: number },
  value: number,
  enumType: string,
): Name {
  for (const name in table) if (table[name] === value) return name;
  throw unknownMember(enumType, `the value ${value}`);
}
