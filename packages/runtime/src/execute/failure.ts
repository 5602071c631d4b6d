import { TsflyteError } from "../errors/index.ts";
import { RecoverableError } from "../errors/user-errors.ts";
import type { ErrorDocument, Instant } from "../model/index.ts";
import { describeThrown, isA, readProperty } from "./describe-thrown.ts";

/** How far a container got. */
export type Phase = "load" | "read" | "inputs" | "function" | "outputs" | "write";

/** Why a container has no outputs, in the terms that the platform decides by whether to try again. */
export interface Failure {
  readonly error: unknown;
  /** `USER:…` or `SYSTEM`. */
  readonly code: string;
  readonly origin: "user" | "system";
  readonly kind: "recoverable" | "non-recoverable";
}

/**
 * Whose fault an error is. What the user's module or function throws is the user's and is not tried again, unless it is
 * a {@link RecoverableError}; storage that failed is tried again; a value of a wrong type is the system's word for a
 * broken contract, and trying again would not mend it.
 */
export function failureIn(phase: Phase, error: unknown): Failure {
  switch (phase) {
    case "load":
      return { error, code: "USER:RuntimeError", origin: "user", kind: "non-recoverable" };
    case "function":
      return userFailure(error);
    case "inputs":
      return isInterfaceError(error) ? userFailure(error) : systemFailure(error, isStorageError(error));
    case "read":
      return systemFailure(error, isStorageError(error) || !isA(error, TsflyteError));
    case "outputs":
      return systemFailure(error, isA(error, TsflyteError) && error.code === "storage-failed");
    case "write":
      return systemFailure(error, true);
    default:
      return phase satisfies never;
  }
}

/** A failure that is not the task's: it may be tried again. */
export function systemFailure(error: unknown, recoverable: boolean): Failure {
  return { error, code: "SYSTEM", origin: "system", kind: recoverable ? "recoverable" : "non-recoverable" };
}

function userFailure(error: unknown): Failure {
  const recoverable = isA(error, RecoverableError);
  const own = readProperty(error, "errorCode");
  const named = (typeof own === "string" && own !== "") || typeof own === "number" ? String(own) : undefined;
  return {
    error,
    code: named ?? (recoverable ? "USER:Recoverable" : "USER:RuntimeError"),
    origin: "user",
    kind: recoverable ? "recoverable" : "non-recoverable",
  };
}

/** Inputs that the caller should not have given, or should have. */
function isInterfaceError(error: unknown): boolean {
  return isA(error, TsflyteError) && (error.code === "missing-input" || error.code === "unknown-input");
}

function isStorageError(error: unknown): boolean {
  return isA(error, TsflyteError) && (error.code === "storage-failed" || error.code === "file-not-found");
}

/** The document that tells the platform. */
export function errorDocument(failure: Failure, worker: string): ErrorDocument {
  const { type, message, trace } = describeThrown(failure.error);
  return {
    code: failure.code.slice(0, 200),
    message: `Trace:\n\n${indent(trace)}\n\nMessage:\n\n${indent(`${type}: ${message}`)}`,
    kind: failure.kind,
    origin: failure.origin,
    timestamp: now(),
    worker,
  };
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}

function now(): Instant {
  const millis = Date.now();
  return { seconds: BigInt(Math.floor(millis / 1000)), nanos: (millis % 1000) * 1_000_000 };
}
