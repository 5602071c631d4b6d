import type { StorageProblem } from "../errors/storage-problem.ts";
import { connectionCode } from "./retry.ts";

/** What an error of `@azure/storage-blob` says. Its message is left out: it can quote what was signed. */
export function azureProblem(error: unknown): StorageProblem {
  const { name, message, code, statusCode } = error as {
    readonly message?: string;
    readonly name?: string;
    readonly code?: string;
    readonly statusCode?: number;
  };
  if (
    name === "CredentialUnavailableError" ||
    name === "AuthenticationError" ||
    name === "AggregateAuthenticationError"
  ) {
    return { kind: "credentials", code: name };
  }
  const label = statusCode === undefined ? (code ?? name ?? "unknown") : `${code ?? "no code"}, HTTP ${statusCode}`;
  if (code === "ContainerNotFound" || code === "ContainerBeingDeleted" || code === "InvalidResourceName") {
    return { kind: "no-bucket", code: label };
  }
  if (code === "AuthenticationFailed" || code === "InvalidAuthenticationInfo")
    return { kind: "credentials", code: label };
  switch (statusCode) {
    case 404:
      return { kind: "no-object", code: label };
    case 401:
      return { kind: "credentials", code: label };
    case 403:
      return { kind: "denied", code: label };
    case 412:
    case 416:
      return { kind: "changed", code: label };
    case 408:
    case 429:
      return { kind: "busy", code: label };
    default:
  }
  if (statusCode !== undefined && statusCode >= 500) return { kind: "busy", code: label };
  // The two ways in which the library says that a body ended too early.
  const isCut = name === "AbortError" || message?.startsWith("Data corruption failure") === true;
  const connection = connectionCode(error) ?? (code === "REQUEST_SEND_ERROR" ? code : isCut ? "ECONNRESET" : undefined);
  if (connection !== undefined) return { kind: "unreachable", code: connection };
  return { kind: "other", code: label };
}
