/** Large files go up and down without being in memory: a process of its own says how much it had. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { serverBinary, startAzure, startGs, startS3 } from "./servers.ts";

const test = suite("memory");

const kinds = [
  { name: "S3", start: startS3, mebibytes: 1024, isThere: true },
  {
    name: "Google Cloud Storage",
    start: startGs,
    mebibytes: 300,
    isThere: serverBinary("fake-gcs-server") !== undefined,
  },
  { name: "Azure Blob Storage", start: startAzure, mebibytes: 300, isThere: true },
].filter(({ isThere }) => isThere);

for (const { name, start, mebibytes: size } of kinds) {
  test(`${size} MiB go to ${name} and come back in less than 250 MiB`, async () => {
    const server = await start();
    try {
      const argv = [
        "--conditions=source",
        "--disable-warning=ExperimentalWarning",
        join(import.meta.dirname, "large-file.ts"),
      ];
      const child = spawn(process.execPath, [...argv, server.root, String(size)], {
        env: { ...process.env, ...server.env },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.on("data", (data) => (output += data));
      await new Promise((resolve) => child.on("close", resolve));
      const { isSame, mebibytes } = JSON.parse(output) as { readonly isSame: boolean; readonly mebibytes: number };
      assert.ok(isSame, "the content is the same");
      assert.ok(mebibytes < 250, `${mebibytes} MiB`);
    } finally {
      await server.stop();
    }
  });
}

test.run();
