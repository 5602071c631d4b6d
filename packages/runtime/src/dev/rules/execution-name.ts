import { randomBytes } from "node:crypto";
import { invalidArgument } from "../answers/refusals.ts";

const mostCharacters = 63;

/** Throws for a name that the server's check does not let through. It lets through more than Kubernetes does. */
export function checkExecutionName(name: string): void {
  if (name.length > mostCharacters) {
    throw invalidArgument(`size of name exceeded length ${mostCharacters} : ${name}`);
  }
  if (!/^[a-zA-Z][a-zA-Z0-9-]*$/.test(name)) {
    throw invalidArgument(`invalid name format: ${name}, does not match regex '^[a-z][a-z\\-0-9]*$'`);
  }
}

/** A name for an execution that was given none. */
export function generatedExecutionName(): string {
  const letters = "bcdfghjklmnpqrstvwxz2456789";
  const random = [...randomBytes(19)].map((byte) => letters[byte % letters.length]).join("");
  return `a${random}`;
}

/** Why Kubernetes would take no resource with such a name and annotations; undefined where it would. */
export function resourceProblem(name: string, annotations: { readonly [key: string]: string }): string | undefined {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    return `FlyteWorkflow "${name}" is invalid: metadata.name: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`;
  }
  const part = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
  const wrong = Object.keys(annotations).find((key) => !part.test(key));
  return wrong === undefined
    ? undefined
    : `FlyteWorkflow "${name}" is invalid: metadata.annotations: name part of "${wrong}" must consist of alphanumeric characters, '-', '_' or '.'`;
}
