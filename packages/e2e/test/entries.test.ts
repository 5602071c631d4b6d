/** The built entries: importing one does nothing, and starting one does what it is for. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const dist = join(import.meta.dirname, "../../runtime/dist");

function run(
  file: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [join(dist, file), ...args], { encoding: "utf8" });
}

const test = suite("built entries");

for (const entry of ["index.js", "metadata/index.js", "testing/index.js"]) {
  test(`${entry} says and does nothing when it is imported`, () => {
    const { status, stdout, stderr } = run(entry);
    assert.equal({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  });
}

test("tsflyte prints its commands, and nothing of the container's entry", () => {
  const { status, stdout, stderr } = run("bin/tsflyte.js", "--help");
  assert.is(status, 0);
  assert.is(stderr, "");
  assert.match(stdout, "usage: tsflyte");
});

for (const program of ["tsflyte-execute", "tsflyte-map-execute"]) {
  test(`${program} asks for its options`, () => {
    const { status, stderr } = run(`bin/${program}.js`);
    assert.is(status, 2);
    assert.match(stderr, "error[bad-argument]: The option --inputs is missing");
    assert.match(stderr, `the command is ${program} --inputs URI`);
  });
}

test.run();
