import { type ErrorCode, TsflyteError } from "../../src/errors/index.ts";

/** The error of this library that the work ends with; anything else fails the test. */
export async function refusal(work: () => unknown): Promise<TsflyteError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof TsflyteError) return error;
    throw error;
  }
  throw new Error("expected an error, and nothing was thrown");
}

/** An error's code and whole message, to compare in one go. */
export function spelled(error: TsflyteError): { readonly code: ErrorCode; readonly message: string } {
  return { code: error.code, message: error.message };
}
