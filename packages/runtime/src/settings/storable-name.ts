/** The longest name, in bytes, that is a part of a path in every object store. */
const longestName = 255;

/** What a name or version can be, for remedies. */
export const storableName: string = `at most ${longestName} letters, digits, dots, dashes and underscores`;

/**
 * Why nothing can be stored under a name or version; undefined where it can. The server takes such names, and fails when it stores
 * what they name.
 */
export function whyNotStorable(name: string): string | undefined {
  if (name === "") return "is empty";
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return "has control characters in it";
  if (name.trim() !== name) return "begins or ends with a space";
  const { length } = new TextEncoder().encode(name);
  return length > longestName ? `is ${length} bytes long, and at most ${longestName} can be stored` : undefined;
}
