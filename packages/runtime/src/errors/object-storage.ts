import { fileNotFound } from "./storage.ts";
import type { StorageProblem, StorageService } from "./storage-problem.ts";
import { TsflyteError } from "./tsflyte-error.ts";

type Action = "read" | "write" | "list";

/**
 * What a storage service answered. The error of the service's library is not the cause: it holds the request, and that
 * the signature.
 */
export function serviceFailed(
  action: Action,
  uri: string,
  service: StorageService,
  problem: StorageProblem,
): TsflyteError {
  const cannot = `Cannot ${action} ${uri}`;
  const said = problem.message === undefined ? "" : `: ${problem.message}`;
  const fail = (text: string, remedy: string): TsflyteError => new TsflyteError("storage-failed", text, { remedy });
  // Whoever writes or lists needs no object, so what was not found is where it should lie.
  const kind = problem.kind === "no-object" && action !== "read" ? "no-bucket" : problem.kind;
  switch (kind) {
    case "no-object":
      return fileNotFound(uri);
    case "no-bucket":
      return fail(
        `${cannot}: ${service.name} has no such ${service.container} (${problem.code})`,
        `check the name in the URI, or make the ${service.container}`,
      );
    case "denied":
      return fail(
        `${cannot}: ${service.name} denies it (${problem.code})`,
        `allow it to the credentials that this process has, or give others: ${service.credentials}`,
      );
    case "credentials":
      return fail(
        `${cannot}: ${service.name} does not accept the credentials, or there are none (${problem.code})`,
        service.credentials,
      );
    case "unreachable":
      return fail(
        `${cannot}: ${service.name} cannot be reached, or the connection broke again and again (${problem.code})`,
        `check the network and the address: ${service.address}`,
      );
    case "busy":
      return fail(
        `${cannot}: ${service.name} failed again and again (${problem.code})${said}`,
        "try again later; FLYTE_AWS_RETRIES and FLYTE_AWS_BACKOFF_SECONDS say how often and how slowly",
      );
    case "changed":
      return fail(
        `${cannot}: it was replaced while it was read (${problem.code})`,
        "let whatever writes it finish first, or write under another name",
      );
    case "other":
      return fail(
        `${cannot}: ${service.name} refused it (${problem.code})${said}`,
        "check the URI and the settings of the storage",
      );
    default:
      return kind satisfies never;
  }
}

/** A URI of a known scheme that names nothing of it. */
export function badObjectUri(uri: string, expected: string): TsflyteError {
  return new TsflyteError("storage-failed", `${uri} names no object: expected ${expected}`, {
    remedy: "correct the URI",
  });
}

/** A write to, or a folder of, storage that only hands out single files. */
export function readOnlyStorage(action: "write" | "list", uri: string, scheme: string): TsflyteError {
  const what = action === "write" ? "is only read" : "has no folders that can be listed";
  return new TsflyteError("not-supported", `Cannot ${action} ${uri}: ${scheme} ${what}`, {
    remedy: action === "write" ? "write to s3:, gs:, abfs: or a path" : "pass each file by itself, or one archive",
  });
}

/** An object that cannot be what its length says. */
export function wrongLength(uri: string, expected: number, got: number): TsflyteError {
  return new TsflyteError("storage-failed", `Cannot read ${uri}: expected ${expected} bytes, got ${got}`, {
    remedy: "check what serves the object: it announces another length than it sends",
  });
}

/** A setting of storage with a value that it cannot have. */
export function badStorageSetting(name: string, value: string, expected: string): TsflyteError {
  return new TsflyteError("invalid-option", `${name} is ${JSON.stringify(value)}: expected ${expected}`, {
    remedy: "correct it, or leave it away for the default",
  });
}

/** An account that nothing names. */
export function noStorageAccount(uri: string): TsflyteError {
  return new TsflyteError("storage-failed", `Nothing says which storage account ${uri} lies in`, {
    remedy: "set FLYTE_AZURE_STORAGE_ACCOUNT_NAME, or write abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PATH",
  });
}
