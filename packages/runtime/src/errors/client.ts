import type { ErrorCode } from "./codes.ts";
import { TsflyteError } from "./tsflyte-error.ts";

/** A call of Flyte's API that failed. */
export interface FailedCall {
  /** The service's and the method's name: `AdminService.GetTask`. */
  readonly call: string;
  readonly endpoint: string;
  /** gRPC's name of the status: `NOT_FOUND`. */
  readonly status: string;
  /** What the server, or this machine's network, said. */
  readonly message: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** In milliseconds; of a call whose time was over. */
  readonly timeout?: number;
  readonly cause?: unknown;
}

/** The codes that a failed call's error can have. */
export type CallCode = Extract<
  ErrorCode,
  | "not-found"
  | "already-exists"
  | "different-structure"
  | "unauthenticated"
  | "permission-denied"
  | "unavailable"
  | "deadline-exceeded"
  | "invalid-request"
  | "resource-exhausted"
  | "call-failed"
  | "cancelled"
>;

/** What to do about a call that failed, by the code of its error. */
const remedies: { readonly [code in CallCode]: string } = {
  "not-found": "check the project, the domain, the name and the version, and that it is registered there",
  "already-exists": "it is there as it would have been made: there is nothing to do, or choose another name",
  "different-structure": "register under another version: what is registered under this one never changes",
  unauthenticated:
    "log in again: delete the cached token below ~/.flyte/tokens, and check authType and the client's credentials",
  "permission-denied": "ask who runs the platform for the right to do this, or log in as somebody who has it",
  unavailable: "check the endpoint, that the platform runs, and that insecure and the certificate settings fit it",
  "deadline-exceeded": "try again, or give the call more time with the option timeout",
  "invalid-request": "change what the server names",
  "resource-exhausted": "send less at once, or try again later: the server's limits are its operator's to change",
  "call-failed": "look at the logs of the platform; the server's own words are above",
  cancelled: "make the call again without cancelling it",
};

/** A call that failed, in the server's words. */
export function callFailed(code: CallCode, failed: FailedCall): TsflyteError {
  const { call, endpoint, status, message, attempts, timeout } = failed;
  const why = message === "" ? "" : `: ${message}`;
  const after = timeout === undefined ? "" : ` within ${timeout} ms`;
  return new TsflyteError(code, `${call} failed with ${status}${after}${why}`, {
    where: [`${endpoint}${attempts > 1 ? `, after ${attempts} attempts` : ""}`],
    remedy: remedies[code],
    ...(failed.cause === undefined ? {} : { cause: failed.cause }),
  });
}

/** A certificate that this machine does not trust. */
export function untrustedCertificate(failed: FailedCall): TsflyteError {
  return new TsflyteError(
    "unavailable",
    `${failed.call} failed: the server's certificate is not trusted: ${failed.message}`,
    {
      where: [failed.endpoint],
      remedy:
        "set admin.caCertFilePath to the authority's certificate in the configuration, or caCertFile in the options",
      ...(failed.cause === undefined ? {} : { cause: failed.cause }),
    },
  );
}

/** A client that was closed is used. */
export function clientClosed(endpoint: string): TsflyteError {
  return new TsflyteError("cancelled", `The client of ${endpoint} was closed`, {
    remedy: "close a client when nothing of it is needed any more, or make another one",
  });
}

/** An HTTP request that was answered with a status that it should not have been. */
export function httpFailed(what: string, url: string, status: number, body: string): TsflyteError {
  return new TsflyteError(
    "storage-failed",
    `${what}: ${hostOf(url)} answered with status ${status}${shortBody(url, body)}`,
    {
      remedy:
        status === 403
          ? "try again: signed URLs hold for a short time; check this machine's clock"
          : "check that this machine reaches the platform's object store by the name that signed URLs have",
    },
  );
}

/** An HTTP request that got no answer. */
export function httpUnreachable(what: string, url: string, cause: Error): TsflyteError {
  return new TsflyteError("storage-failed", `${what}: ${hostOf(url)} gives no answer: ${cause.message}`, {
    remedy: "check that this machine reaches the platform's object store by the name that signed URLs have",
    cause,
  });
}

/** Signed URLs are secrets: errors name the host alone. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the server";
}

/** What a store says, without what signs the URL: some repeat it, and Amazon's says what it would have been. */
function shortBody(url: string, body: string): string {
  const said = ["Code", "Message"].flatMap((tag) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? []);
  const plain = said.length > 0 ? said.join(": ") : body.replace(/<[^>]*>/g, " ");
  const signed = URL.canParse(url) ? [...new URL(url).searchParams.values()].filter((value) => value.length > 5) : [];
  const safe = signed.reduce(
    (text, value) => text.replaceAll(value, "[redacted]").replaceAll(encodeURIComponent(value), "[redacted]"),
    plain,
  );
  const text = safe.replace(/[\p{Cc}\p{Z}\ufffd]+/gu, " ").trim();
  return text === "" ? "" : `: ${text.slice(0, 200)}`;
}

/** An execution that did not succeed, when its outputs are asked for. */
export function executionUnsuccessful(
  id: string,
  phase: string,
  failure: { readonly code: string; readonly message: string } | undefined,
  consoleUrl: string,
): TsflyteError {
  const why = failure === undefined ? "" : `: ${failure.code === "" ? "" : `[${failure.code}] `}${failure.message}`;
  return new TsflyteError("execution-failed", `The execution ${id} ended ${phase}${why}`, {
    where: [consoleUrl],
    remedy: "look at the node that failed, and at its logs",
  });
}

/** Outputs of an execution that still runs. */
export function executionRunning(
  id: string,
  phase: string,
  waited: number | undefined,
  consoleUrl: string,
): TsflyteError {
  return waited === undefined
    ? new TsflyteError("execution-running", `The execution ${id} has no outputs yet: it is ${phase}`, {
        where: [consoleUrl],
        remedy: "wait() for it first",
      })
    : new TsflyteError("execution-running", `The execution ${id} is still ${phase} after ${waited} ms`, {
        where: [consoleUrl],
        remedy: "wait again, with a longer timeout or without one: the execution goes on",
      });
}

/** An entity that is called by an identifier that lacks a part, and nothing says what it is. */
export function incompleteIdentifier(entity: string, part: string): TsflyteError {
  return new TsflyteError("invalid-request", `Nothing says the ${part} of ${entity}`, {
    remedy: `give it in the options: { ${part}: "…" }, or as the client's default`,
  });
}

/** No version of an entity is registered. */
export function noVersion(entity: string, place: string): TsflyteError {
  return new TsflyteError("not-found", `No version of ${entity} is registered in ${place}`, {
    remedy: "register it there first, or check the project, the domain and the name",
  });
}

/** What an execution read or wrote is larger than the API gives at once, and lies where no URL of HTTP leads. */
export function dataTooLarge(what: string, uri: string): TsflyteError {
  return new TsflyteError("unsupported-scheme", `The ${what} are too large for one answer, and lie at ${uri}`, {
    remedy: "give the client access to that storage with the option access",
  });
}

/** Something that signed URLs cannot do: they lead to one object each. */
export function notThroughPlatform(uri: string): TsflyteError {
  return new TsflyteError(
    "unsupported-scheme",
    `${uri} is a folder, or would be written, and the platform gives URLs of single files to read alone`,
    {
      remedy: "give the client access to that storage with the option access",
    },
  );
}

/** An execution was given two names. */
export function twoExecutionNames(): TsflyteError {
  return new TsflyteError("invalid-option", 'options "name" and "namePrefix": expected one of them, got both', {
    remedy: "leave one of them out",
  });
}

/** Something that was stopped by the caller's signal. */
export function stopped(what: string, signal: AbortSignal): TsflyteError {
  const { reason } = signal;
  return new TsflyteError(
    "cancelled",
    `${what} was stopped: ${reason instanceof Error ? reason.message : String(reason)}`,
    {
      remedy: "do it again without aborting the signal",
      cause: reason,
    },
  );
}
