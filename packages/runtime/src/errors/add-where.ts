import { TsflyteError } from "./tsflyte-error.ts";

/** An error with further lines that say where. What is no error of this library comes back as it is. */
export function addWhere(error: unknown, ...where: readonly string[]): unknown {
  if (!(error instanceof TsflyteError)) return error;
  return new TsflyteError(error.code, error.text, {
    where: [...error.where, ...where],
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    cause: error.cause ?? error,
  });
}
