import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { bundle, checkBundle } from "../../src/bundle/index.ts";
import * as errors from "../../src/errors/bundles.ts";

const test = suite("errors of bundles");

test("name what is missing and how to get it", () => {
  assert.match(
    errors.noBundler(undefined).message,
    /the package rolldown is needed.*\n {2}fix: npm install --save-dev rolldown$/,
  );
  assert.match(
    errors.externalMissing("left-pad", "/x/flow.ts").message,
    /The package left-pad is not installed where \/x\/flow\.ts would load it\n {2}fix: npm install left-pad, or do not name it with --external$/,
  );
  assert.match(
    errors.bundleProblems(["no ./x.js"]).message,
    /^The sources cannot be bundled: no \.\/x\.js\n {2}fix: install what is missing/,
  );
  assert.match(
    errors.notInBundle("tables").message,
    /^The bundle was written without tables\n {2}fix: bundle again with --whole/,
  );
  assert.match(
    errors.cacheNotWritten("/app/flows.mjs.cache", new Error("EACCES: permission denied, open '/app/x'")).message,
    /^\/app\/flows\.mjs\.cache cannot be written: EACCES: permission denied\n {2}fix: warm up when the image is built, as the user/,
  );
});

test("nothing to bundle", async () => {
  const options = { file: "flows.mjs", minify: true, externals: [], copy: true, whole: false };
  try {
    await bundle(["/project/empty.ts"], [], options);
    assert.unreachable();
  } catch (error) {
    assert.match(
      String(error),
      /\/project\/empty\.ts define no tasks and no workflows\n {2}fix: name the modules that define them/,
    );
  }
});

test("a bundle that defines something else than its sources, or nothing at all", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-check-"));
  const file = join(folder, "flows.mjs");
  writeFileSync(file, 'console.log("hi"); console.log(JSON.stringify(["task a.b", "task a.c"]));');
  const entity = (name: string) => ({ kind: "task", name }) as never;
  await checkBundle(file, [entity("a.b"), entity("a.c")]);
  await rejects(
    checkBundle(file, [entity("a.b"), entity("a.d")]),
    /The bundle lacks task a\.d, and has task a\.c besides\n {2}fix: define the same entities/,
  );
  writeFileSync(file, 'throw new Error("no home");');
  await rejects(
    checkBundle(file, []),
    /The bundle cannot be loaded:\n[\s\S]*no home[\s\S]*fix: leave the package that fails out of the bundle/,
  );
});

async function rejects(work: Promise<unknown>, text: RegExp): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.match(String(error), text);
}

test.run();
