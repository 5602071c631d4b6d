import type { StorageProblem } from "../errors/storage-problem.ts";
import { maxPauseSeconds, type RetryPolicy } from "./connection.ts";

/** Whether doing the same again may succeed. */
export function isPassing(problem: StorageProblem): boolean {
  return problem.kind === "unreachable" || problem.kind === "busy";
}

/** The pause before a repetition, with a random part: those who failed together must not come back together. */
export function pauseMillis(policy: RetryPolicy, failures: number): number {
  const seconds = Math.min(maxPauseSeconds, policy.backoffSeconds * 2 ** (failures - 1));
  return 1000 * seconds * (0.5 + Math.random() / 2);
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

const passingCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);

/** The system's code of a connection that failed, wherever in the error it stands; `undefined` for any other error. */
export function connectionCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth++) {
    const { code, message, name, cause, errors } = at as {
      readonly [key in "code" | "message" | "name" | "cause" | "errors"]?: unknown;
    };
    if (typeof code === "string" && passingCodes.has(code)) return code;
    if (message === "aborted" || message === "terminated" || message === "Premature close") return "ECONNRESET";
    if (name === "TimeoutError") return "ETIMEDOUT";
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}
