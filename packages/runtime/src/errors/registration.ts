import type { ErrorCode } from "./codes.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** Something that could not be registered, with how far the registration has come. */
export function notRegistered(entity: string, error: TsflyteError, done: number, total: number): TsflyteError {
  const progress = `${done} of ${total} entities are registered`;
  const again = transient.has(error.code) ? "; run the command again then, it goes on with what is left" : "";
  return new TsflyteError(error.code, `${entity} cannot be registered: ${error.text}`, {
    where: [...error.where, progress],
    remedy: `${remedyFor(error)}${again}`,
    cause: error,
  });
}

function remedyFor(error: TsflyteError): string {
  const isPlace = error.code === "invalid-request" && /\b(?:project|domain) \[/.test(error.text);
  if (isPlace) return "give a project and a domain that the platform has, with -p and -d";
  return error.remedy ?? "look at what the platform says";
}

/** Failures that say nothing about what was sent. */
const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "unavailable",
  "deadline-exceeded",
  "call-failed",
  "resource-exhausted",
  "unauthenticated",
  "cancelled",
]);

/** Another content is registered under a name and version. */
export function differentContent(
  entity: string,
  version: string,
  differences: readonly string[],
  cause: TsflyteError,
): TsflyteError {
  return new TsflyteError("different-structure", `version ${version} of ${entity} is registered with other content`, {
    where: differences.length === 0 ? cause.where : differences,
    remedy: "register under another version, or leave --version out: it is then made of the content",
    cause,
  });
}

/** Several failures of a registration that went on all the same. */
export function partlyRegistered(failed: readonly string[], total: number): TsflyteError {
  return new TsflyteError("invalid-request", `${failed.length} of ${total} entities could not be registered`, {
    where: failed,
    remedy: "correct what each line says, and register again: what is registered already stays as it is",
  });
}

/** Something that was not tried, because what it needs could not be registered. */
export function dependencyNotRegistered(dependency: string): TsflyteError {
  return new TsflyteError("not-found", `it needs ${dependency}, which could not be registered`, {
    remedy: "correct that first",
  });
}

/** Nothing says which code a version stands for. */
export function versionNeeded(): TsflyteError {
  return new TsflyteError(
    "bad-argument",
    "--copy none needs a --version: the code in the image is not part of its content",
    {
      remedy: "give the version that the image was built from, such as a commit: --version $(git rev-parse HEAD)",
    },
  );
}
