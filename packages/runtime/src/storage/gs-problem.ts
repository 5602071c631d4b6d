import type { StorageProblem } from "../errors/storage-problem.ts";
import { HttpStatus, kindOf } from "./http-fetch.ts";
import { connectionCode } from "./retry.ts";

/** What an error of `@google-cloud/storage` says. */
export function gsProblem(error: unknown): StorageProblem {
  if (error instanceof HttpStatus) return answered(error.status, error.said);
  const { code, message = "" } = error as { readonly code?: unknown; readonly message?: string };
  const status = Number(code);
  if (Number.isInteger(status) && status >= 400) return answered(status, message);
  if (/default credentials|invalid_grant|invalid_client|private key/i.test(message)) {
    return { kind: "credentials", code: "no access token" };
  }
  const connection = connectionCode(error);
  if (connection !== undefined) return { kind: "unreachable", code: connection };
  if (/Retry (?:limit|total time limit) exceeded/i.test(message)) return { kind: "busy", code: "retry limit" };
  return { kind: "other", code: typeof code === "string" ? code : "unknown", message: firstLine(message) };
}

function answered(status: number, message: string): StorageProblem {
  const code = `HTTP ${status}`;
  const kind = kindOf(status);
  if (kind === "no-object" && /bucket does not exist/i.test(message)) return { kind: "no-bucket", code };
  return kind === "busy" || kind === "other" ? { kind, code, message: firstLine(message) } : { kind, code };
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
