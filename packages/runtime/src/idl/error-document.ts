import { create } from "@bufbuild/protobuf";
import type { ErrorDocument } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ContainerError_Kind,
  ErrorDocumentSchema,
  type ErrorDocument as IdlErrorDocument,
} from "./gen/flyteidl/core/errors_pb.ts";
import { ExecutionError_ErrorKind } from "./gen/flyteidl/core/execution_pb.ts";
import { required } from "./required.ts";

const kinds = {
  "non-recoverable": ContainerError_Kind.NON_RECOVERABLE,
  recoverable: ContainerError_Kind.RECOVERABLE,
} as const satisfies { [name in ErrorDocument["kind"]]: number };

const origins = {
  unknown: ExecutionError_ErrorKind.UNKNOWN,
  user: ExecutionError_ErrorKind.USER,
  system: ExecutionError_ErrorKind.SYSTEM,
} as const satisfies { [name in ErrorDocument["origin"]]: number };

/** Why a task failed, as `core.ErrorDocument`. */
export function errorDocumentToIdl(document: ErrorDocument): IdlErrorDocument {
  return create(ErrorDocumentSchema, {
    error: {
      code: document.code,
      message: document.message,
      kind: kinds[document.kind],
      origin: origins[document.origin],
      timestamp: { seconds: document.timestamp.seconds, nanos: document.timestamp.nanos },
      worker: document.worker,
    },
  });
}

/** Reads a `core.ErrorDocument`; a time that is not there is the epoch. */
export function errorDocumentFromIdl(document: IdlErrorDocument): ErrorDocument {
  const error = required(document.error, "flyteidl.core.ErrorDocument", "error");
  return {
    code: error.code,
    message: error.message,
    kind: enumName(kinds, error.kind, "flyteidl.core.ContainerError.Kind"),
    origin: enumName(origins, error.origin, "flyteidl.core.ExecutionError.ErrorKind"),
    timestamp: { seconds: error.timestamp?.seconds ?? 0n, nanos: error.timestamp?.nanos ?? 0 },
    worker: error.worker,
  };
}
