import type { S3Client } from "@aws-sdk/client-s3";
import { loadLibrary } from "../datasets/load-library.ts";
import type { StorageService } from "../errors/storage-problem.ts";
import { partBytes, s3Settings, storageConnectionRead } from "./connection.ts";
import type { ObjectClient } from "./object-client.ts";
import { objectMetadata } from "./object-metadata.ts";
import { objectStore } from "./object-store.ts";
import { type ObjectPlace, objectKey, objectPlace, prefixOf } from "./object-uri.ts";
import { connectS3 } from "./s3-connect.ts";
import { s3Problem } from "./s3-problem.ts";
import { uploadInParts } from "./s3-upload.ts";
import type { Store } from "./store.ts";

const service: StorageService = {
  name: "S3",
  container: "bucket",
  credentials:
    "set FLYTE_AWS_ACCESS_KEY_ID and FLYTE_AWS_SECRET_ACCESS_KEY, or AWS's own variables or profile, or give the pod's service account a role",
  address: "FLYTE_AWS_ENDPOINT, or AWS_REGION where it is Amazon's",
};

/** No upload has more parts. */
const mostParts = 10_000;

/** Amazon S3 and what speaks its protocol, for `s3:` URIs. */
export function createS3Store(): Store {
  return objectStore(service, async () => {
    const aws = await loadLibrary(
      ["@aws-sdk/client-s3"],
      "read and write s3: URIs",
      () => import("@aws-sdk/client-s3"),
    );
    await storageConnectionRead();
    const client = await connectS3(aws, s3Settings());
    return s3Objects(aws, client);
  });
}

function s3Objects(aws: typeof import("@aws-sdk/client-s3"), client: S3Client): ObjectClient<ObjectPlace> {
  const address = (place: ObjectPlace) => ({ Bucket: place.bucket, Key: objectKey(place, "s3") });
  const described = (place: ObjectPlace) => {
    const { contentType, execution } = objectMetadata(place.key);
    return { ...address(place), ContentType: contentType, Metadata: execution };
  };
  return {
    repeatsRequests: true,
    placeOf: (uri) => objectPlace(uri, "s3://BUCKET/KEY"),
    async open(place, { offset, version }, signal) {
      const range =
        offset > 0 ? { Range: `bytes=${offset}-`, ...(version === undefined ? {} : { IfMatch: version }) } : {};
      const answer = await client.send(new aws.GetObjectCommand({ ...address(place), ...range }), {
        abortSignal: signal,
      });
      const start = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? "");
      return {
        start: start === null ? 0 : Number(start[1]),
        size: start === null ? answer.ContentLength : Number(start[2]),
        version: answer.ETag,
        body: (answer.Body ?? []) as AsyncIterable<Uint8Array>,
      };
    },
    async write(place, bytes) {
      await client.send(new aws.PutObjectCommand({ ...described(place), Body: bytes }));
    },
    async upload(place, localPath, size) {
      const part = Math.min(Math.max(partBytes(), Math.ceil(size / mostParts)), size + 1);
      await uploadInParts(aws, client, described(place), localPath, part);
    },
    uploadStream: (place, content) => uploadInParts(aws, client, described(place), content, partBytes()),
    async *list(place) {
      const prefix = prefixOf(place.key);
      const pages = aws.paginateListObjectsV2({ client }, { Bucket: place.bucket, Prefix: prefix });
      for await (const page of pages) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key.slice(prefix.length);
      }
    },
    problemOf: s3Problem,
  };
}
