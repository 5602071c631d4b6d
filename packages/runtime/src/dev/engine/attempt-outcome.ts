/** What an attempt of a task has left, and what follows from it. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { type DynamicJobSpec, DynamicJobSpecSchema } from "../../idl/gen/flyteidl/core/dynamic_job_pb.ts";
import { ContainerError_Kind, type ErrorDocument, ErrorDocumentSchema } from "../../idl/gen/flyteidl/core/errors_pb.ts";
import { LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import {
  type ExecutionError,
  errorFileBadFormat,
  executionError,
  outputSizeExceeded,
  outputsNotFound,
  runtimeError,
} from "./execution-errors.ts";

/** How an attempt ended. */
export type AttemptOutcome =
  | { readonly kind: "succeeded"; readonly hasOutputs: boolean }
  | { readonly kind: "dynamic"; readonly job: DynamicJobSpec }
  /** May be tried again while there are attempts left. */
  | { readonly kind: "retryable"; readonly error: ExecutionError }
  | { readonly kind: "failed"; readonly error: ExecutionError }
  /** What the platform cannot handle: the whole execution fails. */
  | { readonly kind: "fatal"; readonly error: ExecutionError };

/** What an attempt is held to. */
export interface AttemptRules {
  /** The names of the task's outputs. */
  readonly outputs: readonly string[];
  /** Bytes. */
  readonly outputLimit: number;
}

/** Reads what an attempt whose container ended well has left in its folder. */
export function attemptOutcome(folder: string, { outputs, outputLimit }: AttemptRules): AttemptOutcome {
  const errorFile = join(folder, "error.pb");
  if (existsSync(errorFile)) return readError(errorFile);
  const jobFile = join(folder, "futures.pb");
  if (existsSync(jobFile)) {
    try {
      return { kind: "dynamic", job: fromBinary(DynamicJobSpecSchema, readFileSync(jobFile)) };
    } catch (error) {
      return unreadable(jobFile, error);
    }
  }
  const outputFile = join(folder, "outputs.pb");
  const size = statSync(outputFile, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    if (outputs.length === 0) return { kind: "succeeded", hasOutputs: false };
    return { kind: "retryable", error: outputsNotFound(folder) };
  }
  if (size > outputLimit) return { kind: "failed", error: outputSizeExceeded(outputFile, size, outputLimit) };
  return { kind: "succeeded", hasOutputs: true };
}

function readError(file: string): AttemptOutcome {
  let document: ErrorDocument;
  try {
    document = fromBinary(ErrorDocumentSchema, readFileSync(file));
  } catch (error) {
    return unreadable(file, error);
  }
  const found = document.error;
  if (found === undefined) return { kind: "retryable", error: errorFileBadFormat(file) };
  const error = executionError(found.code === "" ? "Unknown" : found.code, found.message, found.origin);
  return { kind: found.kind === ContainerError_Kind.RECOVERABLE ? "retryable" : "failed", error };
}

function unreadable(file: string, cause: unknown): AttemptOutcome {
  const why = cause instanceof Error ? cause.message : String(cause);
  return {
    kind: "fatal",
    error: runtimeError(
      `max number of system retry attempts [11/10] exhausted. Last known status message: [${file}] is no document that the platform can read: ${why}; abort failed`,
    ),
  };
}

/** Whether an attempt whose end nobody saw has left something whole. */
export function isComplete(folder: string, { outputs }: AttemptRules): boolean {
  const parses = (name: string, isWhole: (bytes: Uint8Array) => boolean): boolean => {
    try {
      return isWhole(readFileSync(join(folder, name)));
    } catch {
      return false;
    }
  };
  return (
    parses("error.pb", (bytes) => fromBinary(ErrorDocumentSchema, bytes).error !== undefined) ||
    parses("futures.pb", (bytes) => fromBinary(DynamicJobSpecSchema, bytes).nodes.length > 0) ||
    parses("outputs.pb", (bytes) => {
      const { literals } = fromBinary(LiteralMapSchema, bytes);
      return outputs.every((name) => Object.hasOwn(literals, name));
    })
  );
}
