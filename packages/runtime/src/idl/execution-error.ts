import type { ExecutionError } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ExecutionError_ErrorKind,
  type ExecutionError as IdlExecutionError,
} from "./gen/flyteidl/core/execution_pb.ts";

const kinds = {
  unknown: ExecutionError_ErrorKind.UNKNOWN,
  user: ExecutionError_ErrorKind.USER,
  system: ExecutionError_ErrorKind.SYSTEM,
} as const satisfies { [name in ExecutionError["kind"]]: number };

/** Reads why an execution, a node or a task failed. */
export function executionErrorFromIdl({ code, message, errorUri, kind }: IdlExecutionError): ExecutionError {
  return { code, message, errorUri, kind: enumName(kinds, kind, "flyteidl.core.ExecutionError.ErrorKind") };
}
