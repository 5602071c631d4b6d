/** What S3 has beyond what all kinds of storage have, and the settings that it is reached with. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { HeadObjectCommand, ListMultipartUploadsCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createFileAccess } from "../../runtime/src/storage/index.ts";
import { type StorageServer, setVariables, startS3 } from "./servers.ts";

const own = suite<{ server: StorageServer; client: S3Client }>("what is S3's own");
let restore = (): void => {};

own.before(async (context) => {
  context.server = await startS3();
  restore = setVariables(context.server.env);
  context.client = new S3Client({
    region: "us-east-1",
    endpoint: context.server.env["FLYTE_AWS_ENDPOINT"] as string,
    forcePathStyle: true,
    credentials: { accessKeyId: "tester", secretAccessKey: context.server.secret },
  });
});
own.after(async ({ server, client }) => {
  restore();
  client.destroy();
  await server?.stop();
});

/** Runs operations on `access` in a process with other settings. */
async function runWith(env: NodeJS.ProcessEnv, code: string): Promise<string> {
  const storage = import.meta.resolve("../../runtime/src/storage/index.ts");
  const script = `
    import { createFileAccess } from ${JSON.stringify(storage)};
    const access = createFileAccess({ rawOutputPrefix: "s3://bucket/raw" });
    const bytes = new TextEncoder().encode("hello");
    try { ${code} } catch (error) { console.log(error.message); }
  `;
  const argv = ["--conditions=source", "--disable-warning=ExperimentalWarning", "--input-type=module", "-e"];
  const run = promisify(execFile);
  return (await run(process.execPath, [...argv, script], { env: { ...process.env, ...env } })).stdout;
}

own("objects say what they are and which execution wrote them", async ({ client, server }) => {
  const undo = setVariables({
    FLYTE_INTERNAL_EXECUTION_PROJECT: "flytesnacks",
    FLYTE_INTERNAL_EXECUTION_DOMAIN: "development",
    FLYTE_INTERNAL_EXECUTION_ID: "abc",
    FLYTE_INTERNAL_EXECUTION_WORKFLOW: "flows.report",
    FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN: "flows.report",
  });
  const access = createFileAccess({ rawOutputPrefix: `${server.root}/raw` });
  const facts = async (key: string) => client.send(new HeadObjectCommand({ Bucket: "bucket", Key: key }));
  try {
    await access.write(`${server.root}/deck.html`, new Uint8Array(3));
    const { ContentType, Metadata } = await facts("deck.html");
    assert.is(ContentType, "text/html");
    assert.equal(Metadata, {
      "flyte-execution-project": "flytesnacks",
      "flyte-execution-domain": "development",
      "flyte-execution-launchplan": "flows.report",
      "flyte-execution-workflow": "flows.report",
      "flyte-execution-name": "abc",
    });
  } finally {
    undo();
  }
  await access.write(`${server.root}/outputs.pb`, new Uint8Array(3));
  const { ContentType, Metadata } = await facts("outputs.pb");
  assert.is(ContentType, "application/octet-stream");
  assert.equal(Metadata, {});
});

own("an upload that fails leaves no parts behind", async ({ client, server }) => {
  const access = createFileAccess({ rawOutputPrefix: `${server.root}/raw` });
  const piece = new Uint8Array(26 * 1024 * 1024);
  const work = access.writeStream(
    `${server.root}/failed`,
    (async function* () {
      yield piece;
      yield piece;
      throw new RangeError("the source is dry");
    })(),
  );
  assert.instance(await work.catch((error: unknown) => error), RangeError);
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: "bucket" }));
  assert.equal(Uploads, []);
});

own("a public bucket is read without credentials", async ({ client, server }) => {
  const access = createFileAccess({ rawOutputPrefix: `${server.root}/raw` });
  await access.write(`${server.root}/public.txt`, new TextEncoder().encode("for all"));
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::bucket/*"] }],
  });
  await client.send(new PutBucketPolicyCommand({ Bucket: "bucket", Policy }));
  const nobody = {
    FLYTE_AWS_ACCESS_KEY_ID: "",
    FLYTE_AWS_SECRET_ACCESS_KEY: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    AWS_CONFIG_FILE: "/nowhere",
  };
  const code = `
    console.log(new TextDecoder().decode(await access.read("s3://bucket/public.txt")));
    await access.write("s3://bucket/mine", bytes);
  `;
  const stdout = await runWith(nobody, code);
  assert.match(
    stdout,
    /^for all\nCannot write s3:\/\/bucket\/mine: S3 denies it \(AccessDenied, HTTP 403\)\n {2}fix: allow it/,
  );
});

own("settings that cannot be are named", async () => {
  const wrong = [
    ["FLYTE_AWS_ENDPOINT", "http://", "an address such as http://minio:9000"],
    ["FLYTE_AWS_ADDRESSING_STYLE", "sideways", "auto, path or virtual"],
    ["FLYTE_AWS_RETRIES", "many", "a whole number from 0"],
    ["FLYTE_AWS_BACKOFF_SECONDS", "-1", "a number of seconds from 0"],
  ] as const;
  for (const [name, value, expected] of wrong) {
    const stdout = await runWith({ [name]: value }, 'await access.read("s3://bucket/x")');
    assert.is(
      stdout,
      `${name} is ${JSON.stringify(value)}: expected ${expected}\n  fix: correct it, or leave it away for the default\n`,
    );
  }
});

own("requests are listed where that is asked for, without keys", async ({ server }) => {
  const code = `
    const lines = [];
    process.stderr.write = (line) => lines.push(line);
    await access.write("s3://bucket/listed", bytes);
    await access.read("s3://bucket/none").catch(() => {});
    console.log(lines.join(""));
  `;
  const stdout = await runWith({ FLYTE_AWS_ENABLE_DEBUG: "true" }, code);
  assert.match(
    stdout,
    /^PutObjectCommand s3:\/\/bucket\/listed done \d+ ms\nGetObjectCommand s3:\/\/bucket\/none NoSuchKey \d+ ms/,
  );
  assert.not.match(stdout, server.secret);
});

own.run();
