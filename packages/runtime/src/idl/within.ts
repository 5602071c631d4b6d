import { TsflyteError } from "../errors/index.ts";

/** Runs `read`, and adds `place` to where an error of it says that it happened. */
export function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TsflyteError)) throw error;
    throw new TsflyteError(error.code, error.text, {
      where: [...error.where, place],
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      ...(error.cause === undefined ? {} : { cause: error.cause }),
    });
  }
}
