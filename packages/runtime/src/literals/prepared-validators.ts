/** Validators that were compiled ahead of time: a bundle brings those of all its schemas. */
import type { VariablesSchema } from "../metadata/index.ts";
import type { Validator } from "./constraint-check.ts";

let find: ((key: string) => Validator | undefined) | undefined;

/** Says where validators are found by the {@link schemaKey} of what they validate. */
export function provideValidators(lookup: (key: string) => Validator | undefined): void {
  find = lookup;
}

/** The validator of a schema, if it was compiled ahead of time. */
export function preparedValidator(schema: VariablesSchema): Validator | undefined {
  return find?.(schemaKey(schema));
}

/** A text that stands for a schema: two hashes over its JSON, and its length. */
export function schemaKey({ properties, $defs }: VariablesSchema): string {
  const text = JSON.stringify([properties, $defs]);
  let [one, two] = [0x811c9dc5, 0x1b873593];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b) ^ (two >>> 13);
  }
  return [one >>> 0, two >>> 0, text.length].map((part) => part.toString(36)).join(".");
}
