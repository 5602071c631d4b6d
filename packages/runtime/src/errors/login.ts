import { TsflyteError } from "./tsflyte-error.ts";

/** A flow of OAuth that ended without a token. `reason` holds no secret. */
export function loginFailed(flow: string, reason: string, remedy: string, cause?: unknown): TsflyteError {
  return new TsflyteError("login-failed", `Cannot log in by ${flow}: ${reason}`, {
    remedy,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A flow needs something that the configuration does not say. */
export function loginNeeds(flow: string, what: string, remedy: string): TsflyteError {
  return new TsflyteError("login-failed", `Cannot log in by ${flow}: ${what} is not configured`, { remedy });
}

/** A program that should print a token and did not. */
export function tokenCommandFailed(command: string, reason: string): TsflyteError {
  return new TsflyteError("login-failed", `The program ${command} printed no token: ${reason}`, {
    remedy: "run it by itself: it has to exit with 0 and print the token, and nothing else",
  });
}
