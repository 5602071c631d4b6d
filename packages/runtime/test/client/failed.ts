import * as assert from "uvu/assert";
import { type ErrorCode, TsflyteError } from "../../src/errors/index.ts";

/** The error that some work fails with, which has to be one of this library's with this code. */
export async function failed(work: Promise<unknown> | (() => unknown), code: ErrorCode): Promise<TsflyteError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    assert.instance(error, TsflyteError, String(error));
    const found = error as TsflyteError;
    assert.is(found.code, code, found.message);
    return found;
  }
  throw new Error(`expected an error ${code}, and nothing was thrown`);
}
