/** The documentation's page on platforms, run against one. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readSamples } from "./support/doc-samples.ts";
import { makeProject, runCommand, startPlatform, type TestPlatform } from "./support/remote-project.ts";

const page = join(import.meta.dirname, "../../../docs/remote.md");

let folder: string;
let platform: TestPlatform;

const test = suite("docs/remote.md");
test.before(async () => {
  folder = makeProject({
    "src/remote.ts": readSamples(page).module,
    "main.ts": 'import { main } from "./src/remote.ts";\nawait main();\n',
  });
  platform = await startPlatform(folder);
});
test.after(() => platform.close());

test("does what it says", async () => {
  const { status, err } = await runCommand(folder, platform.server.endpoint, ["register", "src", "--image", "flows:1"]);
  assert.is(status, 0, err);
  const env = { ...process.env, FLYTE_PLATFORM_URL: platform.server.endpoint, FLYTE_PLATFORM_INSECURE: "true" };
  const args = ["--import", "@tsflyte/transformer/register", "main.ts"];
  const { stdout: out } = await promisify(execFile)(process.execPath, args, { cwd: folder, env });
  assert.match(out, /\/console\/projects\/flytesnacks/);
  assert.match(out, /\nremote\.add 0 /);
  assert.match(out, /deck\.html/);
});

test.run();
