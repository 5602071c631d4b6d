import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  partBytes,
  retryPolicy,
  s3Settings,
  storageConnectionRead,
  useStorageConnection,
} from "../../src/storage/connection.ts";
import { objectMetadata } from "../../src/storage/object-metadata.ts";

const settings = suite("settings of storage");

settings.after.each(() => useStorageConnection({}));

settings("are the services' own where nothing is set", () => {
  assert.equal(s3Settings({}), {
    endpoint: undefined,
    region: undefined,
    pathStyle: false,
    credentials: undefined,
    debug: false,
  });
  assert.equal(retryPolicy({}), { retries: 3, backoffSeconds: 5 });
  assert.is(partBytes({}), 25 * 1024 * 1024);
});

settings("come from the variables that flytekit reads", () => {
  const env = {
    FLYTE_AWS_ENDPOINT: "http://minio:9000",
    FLYTE_AWS_ACCESS_KEY_ID: "id",
    FLYTE_AWS_SECRET_ACCESS_KEY: "secret",
    FLYTE_AWS_ENABLE_DEBUG: "True",
    FLYTE_AWS_RETRIES: "0",
    FLYTE_AWS_BACKOFF_SECONDS: "1",
    AWS_REGION: "eu-west-1",
    _F_P_WRITE_CHUNK_SIZE: "8388608",
  };
  assert.equal(s3Settings(env), {
    endpoint: "http://minio:9000",
    region: "eu-west-1",
    pathStyle: true,
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    debug: true,
  });
  assert.is(s3Settings({ ...env, FLYTE_AWS_ADDRESSING_STYLE: "virtual" }).pathStyle, false);
  assert.equal(retryPolicy(env), { retries: 0, backoffSeconds: 1 });
  assert.is(partBytes(env), 8_388_608);
  assert.is(partBytes({ _F_P_WRITE_CHUNK_SIZE: "1000" }), 5 * 1024 * 1024, "no service takes less");
});

settings("come from a configuration for what no variable sets", () => {
  useStorageConnection({
    endpoint: "localhost:30002",
    "access-key": "minio",
    "secret-key": "miniostorage",
    "disable-ssl": true,
    region: "here",
    "addressing-style": "path",
  });
  assert.equal(s3Settings({ FLYTE_AWS_ACCESS_KEY_ID: "mine" }), {
    endpoint: "http://localhost:30002",
    region: "here",
    pathStyle: true,
    credentials: { accessKeyId: "mine", secretAccessKey: "miniostorage" },
    debug: false,
  });
});

settings("are read from a configuration when the first store needs them, and once", async () => {
  let reads = 0;
  useStorageConnection(async () => {
    reads++;
    return { endpoint: "http://minio:9000" };
  });
  assert.is(s3Settings({}).endpoint, undefined);
  await storageConnectionRead();
  await storageConnectionRead();
  assert.equal([s3Settings({}).endpoint, reads], ["http://minio:9000", 1]);
});

settings("that cannot be are errors", () => {
  const wrong = (act: () => unknown, message: RegExp): void => assert.throws(act, message);
  wrong(
    () => partBytes({ _F_P_WRITE_CHUNK_SIZE: "2e" }),
    /^_F_P_WRITE_CHUNK_SIZE is "2e": expected a whole number of bytes\n {2}fix: /,
  );
  wrong(
    () => retryPolicy({ FLYTE_AWS_RETRIES: "1.5" }),
    /^FLYTE_AWS_RETRIES is "1\.5": expected a whole number from 0\n/,
  );
  wrong(
    () => s3Settings({ FLYTE_AWS_ADDRESSING_STYLE: "x" }),
    /^FLYTE_AWS_ADDRESSING_STYLE is "x": expected auto, path or virtual\n/,
  );
});

settings("say with what an object is stored", () => {
  const env = { _F_PRJ: "p", FLYTE_INTERNAL_EXECUTION_ID: "e" };
  assert.equal(objectMetadata("a/b.HTML", env), {
    contentType: "text/html",
    execution: { "flyte-execution-project": "p", "flyte-execution-name": "e" },
  });
  assert.is(objectMetadata("constructor.constructor", {}).contentType, "application/octet-stream");
  const off = { ...env, FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA: "false" };
  assert.equal(objectMetadata("a", off).execution, {});
});

settings.run();
