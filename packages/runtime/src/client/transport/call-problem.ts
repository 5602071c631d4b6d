/** What went wrong in a call, told apart by what can be done about it. */
import { Code, ConnectError } from "@connectrpc/connect";
import { type CallCode, callFailed, type FailedCall, untrustedCertificate } from "../../errors/client.ts";
import type { TsflyteError } from "../../errors/index.ts";
import { retryDelayFromIdl, retryInfoType } from "../../idl/services.ts";

/** A failure, before it is known whether the call is tried again. */
export interface CallProblem {
  readonly code: CallCode;
  /** gRPC's name of the status. */
  readonly status: string;
  readonly message: string;
  /** Whether the same call may be answered another time. */
  readonly isTransient: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly retryDelay?: number;
  readonly isCertificate?: boolean;
  readonly cause?: unknown;
}

const statusNames: { readonly [code in Code]: string } = {
  [Code.Canceled]: "CANCELLED",
  [Code.Unknown]: "UNKNOWN",
  [Code.InvalidArgument]: "INVALID_ARGUMENT",
  [Code.DeadlineExceeded]: "DEADLINE_EXCEEDED",
  [Code.NotFound]: "NOT_FOUND",
  [Code.AlreadyExists]: "ALREADY_EXISTS",
  [Code.PermissionDenied]: "PERMISSION_DENIED",
  [Code.ResourceExhausted]: "RESOURCE_EXHAUSTED",
  [Code.FailedPrecondition]: "FAILED_PRECONDITION",
  [Code.Aborted]: "ABORTED",
  [Code.OutOfRange]: "OUT_OF_RANGE",
  [Code.Unimplemented]: "UNIMPLEMENTED",
  [Code.Internal]: "INTERNAL",
  [Code.Unavailable]: "UNAVAILABLE",
  [Code.DataLoss]: "DATA_LOSS",
  [Code.Unauthenticated]: "UNAUTHENTICATED",
};

const callCodes: { readonly [code in Code]?: CallCode } = {
  [Code.Canceled]: "cancelled",
  [Code.InvalidArgument]: "invalid-request",
  [Code.FailedPrecondition]: "invalid-request",
  [Code.OutOfRange]: "invalid-request",
  [Code.DeadlineExceeded]: "deadline-exceeded",
  [Code.NotFound]: "not-found",
  [Code.AlreadyExists]: "already-exists",
  [Code.PermissionDenied]: "permission-denied",
  [Code.Unauthenticated]: "unauthenticated",
  [Code.ResourceExhausted]: "resource-exhausted",
  [Code.Unavailable]: "unavailable",
};

/** Reads what a call rejected with. */
export function problemOf(reason: unknown): CallProblem {
  const error = ConnectError.from(reason);
  const status = statusNames[error.code];
  const message = error.rawMessage;
  if (!error.isWireError) {
    const network = networkProblem(error);
    if (network !== undefined) return network;
  }
  const code = callCodes[error.code] ?? "call-failed";
  if (code === "invalid-request" && /different structure/i.test(message)) {
    return { code: "different-structure", status, message, isTransient: false };
  }
  const retryDelay = retryDelayOf(error);
  // A server that has enough of a client says when to come again; one that finds a message too large does not.
  const isTransient =
    code === "unavailable" ||
    code === "deadline-exceeded" ||
    (code === "resource-exhausted" && retryDelay !== undefined);
  return { code, status, message, isTransient, ...(retryDelay === undefined ? {} : { retryDelay }) };
}

function retryDelayOf(error: ConnectError): number | undefined {
  for (const detail of error.details) {
    if ("type" in detail && detail.type === retryInfoType) return retryDelayFromIdl(detail.value);
  }
  return undefined;
}

const certificateCode =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** A failure of this machine's network, which no server has worded: the connection is lost, or was never there. */
function networkProblem(error: ConnectError): CallProblem | undefined {
  const chain = causesOf(error);
  const root = chain.find((cause) => typeof nodeCode(cause) === "string");
  const isCut = error.code === Code.Aborted || /missing trailer|premature|GOAWAY|stream closed/i.test(error.rawMessage);
  if (root === undefined && !isCut) return undefined;
  const code = root === undefined ? "" : String(nodeCode(root));
  const message = root === undefined ? "the connection was cut before the answer was whole" : rootMessage(root, code);
  const facts = { code: "unavailable", status: "UNAVAILABLE", message } as const;
  if (certificateCode.test(code)) return { ...facts, isTransient: false, isCertificate: true, cause: root };
  const isHopeless =
    code.startsWith("ERR_SSL") ||
    code === "EPROTO" ||
    code === "ERR_HTTP2_ERROR" ||
    code === "ENOTFOUND" ||
    code === "ERR_PROXY_REFUSED";
  return { ...facts, isTransient: !isHopeless, ...(root === undefined ? {} : { cause: root }) };
}

function rootMessage(root: Error, code: string): string {
  if (code === "ECONNRESET" || code === "ERR_HTTP2_STREAM_CANCEL" || code === "ERR_HTTP2_STREAM_ERROR") {
    return "the connection was cut before the answer was whole";
  }
  if (code === "ERR_HTTP2_ERROR" || code === "EPROTO" || code.startsWith("ERR_SSL")) {
    return `the server does not speak gRPC as it is asked to, with or without TLS (${code})`;
  }
  return root.message === "" ? code : root.message;
}

function causesOf(error: Error): readonly Error[] {
  const chain: Error[] = [];
  for (let cause: unknown = error; cause instanceof Error && !chain.includes(cause); cause = cause.cause) {
    chain.push(cause);
    // Several addresses of one name were tried, each in vain.
    if (cause instanceof AggregateError) chain.push(...cause.errors.filter((each) => each instanceof Error));
  }
  return chain;
}

function nodeCode(error: Error): unknown {
  const { code } = error as { readonly code?: unknown };
  return error instanceof ConnectError ? undefined : code;
}

/** The error that the caller gets. */
export function problemError(
  problem: CallProblem,
  facts: Pick<FailedCall, "call" | "endpoint" | "attempts"> & { readonly timeout?: number },
): TsflyteError {
  const { code, status, message, cause, isCertificate } = problem;
  const failed = { ...facts, status, message, ...(cause === undefined ? {} : { cause }) };
  return isCertificate === true ? untrustedCertificate(failed) : callFailed(code, failed);
}
