/** Why nodes fail, with the platform's codes and in its words. */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type ExecutionError,
  ExecutionErrorSchema,
  ExecutionError_ErrorKind as Kind,
} from "../../idl/gen/flyteidl/core/execution_pb.ts";

export { type ExecutionError, Kind };

/** An error of an execution, a node or a task. */
export function executionError(code: string, message: string, kind: Kind = Kind.USER): ExecutionError {
  return create(ExecutionErrorSchema, { code, message, kind });
}

/** The bytes of an error. */
export function errorBytes(error: ExecutionError): Uint8Array {
  return toBinary(ExecutionErrorSchema, error);
}

function kindText(kind: Kind): string {
  return kind === Kind.SYSTEM ? "SYSTEM" : kind === Kind.USER ? "USER" : "UNKNOWN";
}

/** No attempt is left; what the last one failed with stands inside. */
export function retriesExhausted(last: ExecutionError, attempt: number, attempts: number): ExecutionError {
  return create(ExecutionErrorSchema, {
    ...last,
    code: `RetriesExhausted|${last.code}`,
    message: `[${attempt}/${attempts}] currentAttempt done. Last Error: ${kindText(last.kind)}::${last.message}`,
  });
}

/** A container ended with another exit code than 0, or was killed. */
export function interrupted(container: string, how: string, log: string): ExecutionError {
  return executionError(
    "Interrupted",
    `[${container}] terminated with ${how}. Reason [Error]. Message: \n${log}`,
    Kind.SYSTEM,
  );
}

/** The development server ended while an attempt ran, and nothing says how that ended. */
export function lostAttempt(): ExecutionError {
  return executionError(
    "Interrupted",
    "the development server ended while this attempt ran, and it left no outputs",
    Kind.SYSTEM,
  );
}

/** A container ended well and wrote nothing, though the task has outputs. */
export function outputsNotFound(prefix: string): ExecutionError {
  return executionError(
    "OutputsNotFound",
    `Outputs not found for task type with outputs, looking for outputs.pb in ${prefix}`,
  );
}

/** The inputs of a container cannot be had as files. */
export function inputDownloadFailed(cause: unknown): ExecutionError {
  return executionError("InputDownloadFailed", cause instanceof Error ? cause.message : String(cause));
}

/** What a container has left as files are no outputs of its task. */
export function outputUploadFailed(cause: unknown): ExecutionError {
  return executionError("OutputUploadFailed", cause instanceof Error ? cause.message : String(cause));
}

/** The outputs are larger than the platform reads. */
export function outputSizeExceeded(file: string, size: number, limit: number): ExecutionError {
  return executionError(
    "OutputSizeExceeded",
    `output file [${file}] has ${size} bytes, and ${limit} bytes is the limit`,
  );
}

/** The error document is empty. */
export function errorFileBadFormat(file: string): ExecutionError {
  return executionError("ErrorFileBadFormat", `error file [${file}] holds no error`, Kind.SYSTEM);
}

/** A value that a node or the workflow's end is bound to cannot be had. */
export function bindingResolutionFailure(nodeId: string, why: string): ExecutionError {
  return executionError("BindingResolutionFailure", `Error binding Var on node [${nodeId}]: ${why}`, Kind.SYSTEM);
}

/** A node took longer than it may. */
export function timeoutExpired(milliseconds: number): ExecutionError {
  return executionError("TimeoutExpired", `task execution timeout [${milliseconds / 1000}s] expired`);
}

/** A node took longer than it may, for the last time that it was tried. */
export function nodeTimedOut(milliseconds: number): ExecutionError {
  return executionError("Timeout", `task active timeout [${milliseconds / 1000}s] expired`);
}

/** A task's image stands for no folder here. */
export function imageNotMapped(image: string): ExecutionError {
  return executionError(
    "ImagePullBackOff",
    `Back-off pulling image "${image}": no folder stands for it on this machine\n  fix: start the development server with --image ${image}=FOLDER`,
  );
}

/** A task without a container. */
export function failedToBuildResource(task: string): ExecutionError {
  return executionError(
    "FailedToBuildResource",
    `cannot make a process for task [${task}]: its template has neither a container nor a pod with one`,
  );
}

/** A container asks for what no process can have. */
export function badTaskFormat(why: string): ExecutionError {
  return executionError("BadTaskFormat", why);
}

/** The lists that an array node runs over are not of one length. */
export function invalidArrayLength(expected: number, found: number): ExecutionError {
  return executionError(
    "InvalidArrayLength",
    `input arrays have different lengths: expecting '${expected}' found '${found}'`,
  );
}

/** What a dynamic task left is no workflow. */
export function dynamicBuildFailed(why: string): ExecutionError {
  return executionError("DynamicWorkflowBuildFailed", why);
}

/** No condition of a branch held, and its last case is an error. */
export function userProvidedError(message: string): ExecutionError {
  return executionError("UserProvidedError", message);
}

/** Somebody was asked to approve, and did not. */
export function rejected(): ExecutionError {
  return executionError("ReceivedRejectSignal", "received a reject signal to disapprove the node input values");
}

/** What the platform itself cannot go on with. */
export function runtimeError(message: string): ExecutionError {
  return executionError("RuntimeExecutionError", message, Kind.SYSTEM);
}

/** Another node failed first, or somebody ended the execution. */
export function nodeAborted(reason: string): ExecutionError {
  return executionError("NodeAborted", reason, Kind.SYSTEM);
}
