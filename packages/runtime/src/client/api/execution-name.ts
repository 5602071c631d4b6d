import { randomBytes } from "node:crypto";
import { invalidOption } from "../../errors/options.ts";

/** A name as the platform makes them: 20 characters, the first of them a letter. */
export function newExecutionName(): string {
  return `f${randomBytes(10).toString("hex").slice(0, 19)}`;
}

/** Checks a name that was given, before the platform does: it lets some through that fail later. */
export function checkExecutionName(name: string): string {
  if (!/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    throw invalidOption(
      'option "name"',
      'at most 63 lower-case letters, digits and "-", with a letter first and no "-" last',
      name,
    );
  }
  return name;
}
