import { invalidArgument } from "../answers/refusals.ts";

const name = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Throws where Kubernetes would not take the labels, or where there are too many. */
export function checkLabels(labels: { readonly [key: string]: string }, most: number): void {
  const entries = Object.entries(labels);
  if (entries.length > most) throw invalidArgument(`Label map has too many entries [${entries.length} > ${most}]`);
  for (const [key, value] of entries) {
    if (!isKey(key)) {
      throw invalidArgument(
        `invalid label key [${key}]: [name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character]`,
      );
    }
    if (value !== "" && !name.test(value)) {
      throw invalidArgument(
        `invalid label value [${value}]: [a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character]`,
      );
    }
  }
}

function isKey(key: string): boolean {
  const slash = key.indexOf("/");
  return slash < 0 ? name.test(key) : prefix.test(key.slice(0, slash)) && name.test(key.slice(slash + 1));
}
