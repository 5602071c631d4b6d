import { missingMember } from "../errors/idl.ts";

/** The member of a message that cannot do without it; protobuf makes every member optional. */
export function required<T>(value: T | undefined, message: string, member: string): T {
  if (value === undefined) throw missingMember(message, member);
  return value;
}
