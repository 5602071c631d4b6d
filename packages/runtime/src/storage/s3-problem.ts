import type { StorageProblem } from "../errors/storage-problem.ts";
import { connectionCode } from "./retry.ts";

const credentialCodes = new Set([
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "ExpiredToken",
  "InvalidToken",
  "TokenRefreshRequired",
  "CredentialsProviderError",
  "RequestTimeTooSkewed",
  "AuthorizationHeaderMalformed",
]);
const busyCodes = new Set(["SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestTimeout"]);

/** What an error of `@aws-sdk/client-s3` says. */
export function s3Problem(error: unknown): StorageProblem {
  const { name, message, $metadata } = error as {
    readonly name?: string;
    readonly message?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const label = name ?? "unknown";
  const code = status === undefined ? label : `${label}, HTTP ${status}`;
  if (label === "NoSuchBucket" || label === "InvalidBucketName") return { kind: "no-bucket", code };
  if (label === "NoSuchKey" || label === "NotFound" || status === 404) return { kind: "no-object", code };
  if (label === "PreconditionFailed" || status === 412 || status === 416) return { kind: "changed", code };
  if (credentialCodes.has(label) || status === 401) return { kind: "credentials", code };
  if (status === 403) return { kind: "denied", code };
  if (busyCodes.has(label) || status === 429 || (status !== undefined && status >= 500)) {
    return { kind: "busy", code, ...(message === undefined ? {} : { message }) };
  }
  const connection = connectionCode(error);
  if (connection !== undefined && (status === undefined || status < 400))
    return { kind: "unreachable", code: connection };
  return { kind: "other", code, ...(message === undefined ? {} : { message }) };
}
