import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { type RetryPolicy, retryPolicy, type S3Settings } from "./connection.ts";
import { pauseMillis } from "./retry.ts";

/** Where nothing else says it: the region that services other than Amazon's take. */
const defaultRegion = "us-east-1";

/** A client with these settings; what they leave open is the library's to find, from variables to the pod's role. */
export async function connectS3(
  { S3Client }: Pick<typeof import("@aws-sdk/client-s3"), "S3Client">,
  settings: S3Settings,
): Promise<S3Client> {
  const { endpoint, region, pathStyle, credentials } = settings;
  const policy = retryPolicy();
  const common: S3ClientConfig = {
    forcePathStyle: pathStyle,
    followRegionRedirects: true,
    maxAttempts: policy.retries + 1,
    retryStrategy: retryStrategy(policy),
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
    // Not every service that speaks the protocol knows the checksums that are Amazon's default.
    ...(endpoint === undefined
      ? {}
      : { endpoint, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" }),
  };
  const found = new S3Client(common);
  const extra: S3ClientConfig = {};
  await found.config.region().catch(() => {
    extra.region = defaultRegion;
  });
  await found.config.credentials().catch(() => {
    // Public buckets are read without a signature, and the others say that they want one.
    extra.credentials = { accessKeyId: "", secretAccessKey: "" };
    extra.signer = { sign: async (request) => request };
  });
  const client = Object.keys(extra).length === 0 ? found : new S3Client({ ...common, ...extra });
  if (settings.debug) logRequests(client);
  return client;
}

/** The pauses of the settings, in place of the library's tenths of a second. */
function retryStrategy(policy: RetryPolicy): NonNullable<S3ClientConfig["retryStrategy"]> {
  const token = (count: number, hint?: Date) => ({
    getRetryCount: () => count,
    getRetryDelay: () =>
      count === 0 ? 0 : Math.max(pauseMillis(policy, count), hint === undefined ? 0 : hint.getTime() - Date.now()),
  });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last, { errorType, retryAfterHint }) {
      const count = last.getRetryCount() + 1;
      if (errorType === "CLIENT_ERROR" || count > policy.retries) throw new Error("no more attempts");
      return token(count, retryAfterHint);
    },
    recordSuccess: () => {},
  };
}

/** One line a request; its headers and body are nobody's business. */
function logRequests(client: S3Client): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { Bucket, Key, Prefix } = args.input as { readonly [name: string]: unknown };
      const start = performance.now();
      const log = (outcome: string): void => {
        const millis = Math.round(performance.now() - start);
        process.stderr.write(
          `${context.commandName ?? ""} s3://${Bucket}/${Key ?? Prefix ?? ""} ${outcome} ${millis} ms\n`,
        );
      };
      try {
        const result = await next(args);
        log("done");
        return result;
      } catch (error) {
        log(error instanceof Error ? error.name : "failed");
        throw error;
      }
    },
    { step: "initialize", name: "logRequests" },
  );
}
