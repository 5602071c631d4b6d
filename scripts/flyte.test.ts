/** The script that runs the suite against a platform. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("scripts/flyte.ts");

test("says that the platform is not there, and counts as a failure", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "flyte.ts")], {
    encoding: "utf8",
    env: { ...process.env, FLYTE_PLATFORM_URL: "localhost:1", FLYTE_PLATFORM_INSECURE: "true", FLYTECTL_CONFIG: "" },
  });
  assert.is(status, 1);
  assert.is(
    stdout,
    "No Flyte platform can be asked at localhost:1: see above, and docs/clusters.md\n0 passed, 1 failed\n",
  );
  assert.match(stderr, /error\[unavailable\].*localhost:1.*check the endpoint/s);
});

test.run();
