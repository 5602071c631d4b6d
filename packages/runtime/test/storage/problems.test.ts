import { suite } from "uvu";
import * as assert from "uvu/assert";
import { noStorageAccount, serviceFailed, wrongLength } from "../../src/errors/object-storage.ts";
import { azureProblem } from "../../src/storage/azure-problem.ts";
import { azurePlace } from "../../src/storage/azure-uri.ts";
import { gsProblem } from "../../src/storage/gs-problem.ts";
import { HttpStatus } from "../../src/storage/http-fetch.ts";
import { objectPlace } from "../../src/storage/object-uri.ts";
import { connectionCode } from "../../src/storage/retry.ts";
import { s3Problem } from "../../src/storage/s3-problem.ts";

const problems = suite("what services say");

const aws = (name: string, httpStatusCode?: number) =>
  Object.assign(new Error("says"), { name, $metadata: httpStatusCode === undefined ? {} : { httpStatusCode } });
const azure = (code: string, statusCode?: number) =>
  Object.assign(new Error("quotes what was signed"), { code, statusCode });
const google = (code: unknown, message = "") => Object.assign(new Error(message), { code });
const socket = (code: string) => Object.assign(new Error("socket"), { code });

const cases: readonly (readonly [string, { readonly kind: string; readonly code: string }, string, string])[] = [
  ["S3, an unknown key", s3Problem(aws("NoSuchKey", 404)), "no-object", "NoSuchKey, HTTP 404"],
  ["S3, an unknown bucket", s3Problem(aws("NoSuchBucket", 404)), "no-bucket", "NoSuchBucket, HTTP 404"],
  ["S3, an expired token", s3Problem(aws("ExpiredToken", 400)), "credentials", "ExpiredToken, HTTP 400"],
  ["S3, no credentials", s3Problem(aws("CredentialsProviderError")), "credentials", "CredentialsProviderError"],
  ["S3, no permission", s3Problem(aws("AccessDenied", 403)), "denied", "AccessDenied, HTTP 403"],
  ["S3, throttling", s3Problem(aws("SlowDown", 503)), "busy", "SlowDown, HTTP 503"],
  ["S3, another version", s3Problem(aws("PreconditionFailed", 412)), "changed", "PreconditionFailed, HTTP 412"],
  ["S3, no connection", s3Problem(socket("ECONNREFUSED")), "unreachable", "ECONNREFUSED"],
  ["S3, anything else", s3Problem(aws("MalformedXML", 400)), "other", "MalformedXML, HTTP 400"],
  ["Google, an unknown object", gsProblem(google(404, "No such object: b/k")), "no-object", "HTTP 404"],
  [
    "Google, an unknown bucket",
    gsProblem(google(404, "The specified bucket does not exist.")),
    "no-bucket",
    "HTTP 404",
  ],
  [
    "Google, no credentials",
    gsProblem(google(undefined, "Could not load the default credentials.")),
    "credentials",
    "no access token",
  ],
  ["Google, no permission", gsProblem(new HttpStatus(403, "you")), "denied", "HTTP 403"],
  ["Google, throttling", gsProblem(google("429", "slow")), "busy", "HTTP 429"],
  ["Google, no connection", gsProblem(google("ENOTFOUND")), "unreachable", "ENOTFOUND"],
  ["Azure, an unknown blob", azureProblem(azure("BlobNotFound", 404)), "no-object", "BlobNotFound, HTTP 404"],
  [
    "Azure, an unknown container",
    azureProblem(azure("ContainerNotFound", 404)),
    "no-bucket",
    "ContainerNotFound, HTTP 404",
  ],
  [
    "Azure, a wrong key",
    azureProblem(azure("AuthenticationFailed", 403)),
    "credentials",
    "AuthenticationFailed, HTTP 403",
  ],
  [
    "Azure, no permission",
    azureProblem(azure("AuthorizationPermissionMismatch", 403)),
    "denied",
    "AuthorizationPermissionMismatch, HTTP 403",
  ],
  ["Azure, throttling", azureProblem(azure("ServerBusy", 503)), "busy", "ServerBusy, HTTP 503"],
  [
    "Azure, no identity",
    azureProblem(Object.assign(new Error(), { name: "AggregateAuthenticationError" })),
    "credentials",
    "AggregateAuthenticationError",
  ],
  ["Azure, no connection", azureProblem(azure("REQUEST_SEND_ERROR")), "unreachable", "REQUEST_SEND_ERROR"],
];
for (const [name, problem, kind, code] of cases) {
  problems(`${name} is ${kind}`, () => {
    assert.equal([problem.kind, problem.code], [kind, code]);
  });
}

problems("a broken connection is found in causes and in sets of errors", () => {
  assert.is(connectionCode(new TypeError("fetch failed", { cause: socket("ECONNRESET") })), "ECONNRESET");
  assert.is(connectionCode(new AggregateError([socket("ETIMEDOUT")])), "ETIMEDOUT");
  assert.is(connectionCode(new Error("bug")), undefined);
});

problems.run();

const texts = suite("errors of services");

const service = { name: "S3", container: "bucket", credentials: "set the keys", address: "THE_ENDPOINT" };
const messages: readonly (readonly [string, string])[] = [
  ["no-object", "There is no file s3://b/k\n  fix: check the path, and that whatever writes the file has run"],
  [
    "no-bucket",
    "Cannot read s3://b/k: S3 has no such bucket (X)\n  fix: check the name in the URI, or make the bucket",
  ],
  [
    "denied",
    "Cannot read s3://b/k: S3 denies it (X)\n  fix: allow it to the credentials that this process has, or give others: set the keys",
  ],
  [
    "credentials",
    "Cannot read s3://b/k: S3 does not accept the credentials, or there are none (X)\n  fix: set the keys",
  ],
  [
    "unreachable",
    "Cannot read s3://b/k: S3 cannot be reached, or the connection broke again and again (X)\n  fix: check the network and the address: THE_ENDPOINT",
  ],
  [
    "busy",
    "Cannot read s3://b/k: S3 failed again and again (X): said\n  fix: try again later; FLYTE_AWS_RETRIES and FLYTE_AWS_BACKOFF_SECONDS say how often and how slowly",
  ],
  [
    "changed",
    "Cannot read s3://b/k: it was replaced while it was read (X)\n  fix: let whatever writes it finish first, or write under another name",
  ],
  ["other", "Cannot read s3://b/k: S3 refused it (X): said\n  fix: check the URI and the settings of the storage"],
];
for (const [kind, message] of messages) {
  texts(`say what is ${kind}`, () => {
    const error = serviceFailed("read", "s3://b/k", service, { kind: kind as "other", code: "X", message: "said" });
    assert.is(error.message, message);
    assert.is(error.cause, undefined, "the library's error holds the signed request");
  });
}

texts("say what is wrong with a URI, an account or a length", () => {
  assert.throws(
    () => objectPlace("s3:///key", "s3://BUCKET/KEY"),
    /^s3:\/\/\/key names no object: expected s3:\/\/BUCKET\/KEY\n {2}fix: correct the URI$/,
  );
  assert.match(
    noStorageAccount("abfs://c/p").message,
    /^Nothing says which storage account abfs:\/\/c\/p lies in\n {2}fix: set FLYTE_AZURE_STORAGE_ACCOUNT_NAME/,
  );
  assert.match(
    wrongLength("http://h/a", 3, 5).message,
    /^Cannot read http:\/\/h\/a: expected 3 bytes, got 5\n {2}fix: check what serves the object/,
  );
});

texts.run();

const uris = suite("URIs of objects");

uris("take keys as they are", () => {
  assert.equal(objectPlace("s3://b/a b/%20?x#y", ""), { bucket: "b", key: "a b/%20?x#y" });
  assert.equal(objectPlace("s3://b", ""), { bucket: "b", key: "" });
  assert.equal(objectPlace("s3://b//a/../b", ""), { bucket: "b", key: "/a/../b" });
});

uris("name Azure's accounts, or leave them to the settings", () => {
  assert.equal(azurePlace("abfs://c/a/b"), { host: undefined, container: "c", key: "a/b" });
  assert.equal(azurePlace("abfss://c@acc.dfs.core.windows.net/a@b"), {
    host: "acc.blob.core.windows.net",
    container: "c",
    key: "a@b",
  });
});

uris.run();
