/** One line of the message that a failed node has. */

/** Behind this, an error document holds what was thrown, indented, and in front of it the stack. */
const heading = "\nMessage:\n";

/** What was thrown, or what the platform says of a container that could not say it. */
export function failureLine(message: string): string {
  const start = message.lastIndexOf(heading);
  const said = start < 0 ? message : message.slice(start + heading.length);
  return said.trim().split("\n", 1)[0]?.trim() ?? "";
}
