/** What `tsflyte serialize` and `tsflyte package` write of files and folders. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildFlows, makeFolder, tsflyte } from "./support/tsflyte.ts";

const folder = makeFolder("cli-serialize");
const images = ["--image", "ghcr.io/acme/flows:v1", "--image", "gpu=ghcr.io/acme/gpu@sha256:0123abcd"];

interface Document {
  readonly tasks: readonly { template: { id: { name: string }; container: { image: string; env?: unknown } } }[];
  readonly workflows: readonly { template: { id: { name: string } } }[];
  readonly launchPlans: readonly { id: { [part: string]: string } }[];
}

const test = suite("serialize and package");

test.before(() => buildFlows(join(folder, "dist")));
test.after(() => rmSync(folder, { recursive: true, force: true }));

function serialize(...args: string[]): Document {
  const { status, out, err } = tsflyte(["serialize", ...args]);
  assert.is(status, 0, err);
  return JSON.parse(out) as Document;
}

test("takes the modules of a folder that define something, and leaves tests and others out", () => {
  const document = serialize("src/modules", ...images);
  assert.equal(
    document.tasks.map(({ template }) => [template.id.name, template.container.image]),
    [
      ["modules.shared.double", "ghcr.io/acme/flows:v1"],
      ["modules.shared.elsewhere", "ghcr.io/acme/gpu@sha256:0123abcd"],
    ],
  );
});

test("includes what a module imports once, and only what is called of it", () => {
  const { tasks, workflows } = serialize("src/modules/main.ts", ...images);
  assert.equal(
    tasks.map(({ template }) => template.id.name),
    ["modules.shared.double"],
  );
  assert.equal(
    workflows.map(({ template }) => template.id.name),
    ["modules.main.quadruple"],
  );
});

test("gives the same bytes whatever the order of paths, from source and from built JavaScript", () => {
  const first = tsflyte(["serialize", "src/outputs.ts", "src/modules", "src/failing.ts", ...images]).out;
  assert.is(tsflyte(["serialize", "src/modules", "src/failing.ts", "src/outputs.ts", ...images]).out, first);
  const dist = join(folder, "dist");
  const paths = ["failing.js", "modules", "outputs.js"].map((name) => join(dist, name));
  assert.is(tsflyte(["serialize", ...paths, ...images]).out, first);
});

test("writes project, domain, version and environment", () => {
  const { launchPlans, tasks } = serialize(
    "src/modules",
    ...["-p", "acme", "-d", "production", "-v", "v7", "--env", "A=b=c", "--json"],
    ...images,
  );
  const { project, domain, version } = launchPlans[0]?.id ?? {};
  assert.equal([project, domain, version], ["acme", "production", "v7"]);
  assert.equal(tasks[0]?.template.container.env, [{ key: "A", value: "b=c" }]);
});

test("names modules from --root on", () => {
  const { workflows } = serialize("--root", "..", "src/modules/main.ts", ...images);
  assert.is(workflows[0]?.template.id.name, "cli.src.modules.main.quadruple");
});

test("warns of what the server would refuse", () => {
  const { status, err } = tsflyte(["serialize", "src/refused.ts", ...images]);
  assert.is(status, 0);
  assert.match(err, /^warning: workflow refused\.through \(refused\.ts:4:\d+\): it calls nothing/m);
  assert.match(err, /^warning: workflow refused\.nothing \(refused\.ts:6:\d+\): it calls nothing/m);
});

test("refuses images and environments that are none", () => {
  const cases = [
    [[], /error\[no-image\]: task "modules\.shared\.double" has no container image\n {2}fix: .*--image IMAGE/],
    [["--image", "x:1"], /uses the image "gpu", which is not configured/],
    [["--image", "x:1", "--image", "y:1"], /two default images, x:1 and y:1/],
    [["--image", "gpu=x:1", "--image", "gpu=y:1"], /two images named gpu/],
    [["--image", "a b"], /expected an image like/],
    [["--image", "x:1", "--env", "A"], /--env: expected KEY=VALUE, got "A"/],
  ] as const;
  for (const [args, text] of cases) {
    const { status, err } = tsflyte(["serialize", "src/modules", ...args]);
    assert.is(status, 2, args.join(" "));
    assert.match(err, text);
  }
});

const pack = (output: string, ...paths: string[]) => tsflyte(["package", ...paths, "-o", output, ...images]);

test("packages the same bytes from source and from built JavaScript, with nothing of the machine in them", () => {
  const [one, other] = [join(folder, "one.tgz"), join(folder, "other.tgz")];
  const { status, err } = pack(one, "src/modules", "src/failing.ts");
  assert.is(status, 0, err);
  assert.match(err, /one\.tgz: 6 tasks, 2 workflows, 2 launch plans, \d+ bytes/);
  pack(other, join(folder, "dist/failing.js"), join(folder, "dist/modules"));
  assert.equal(readFileSync(one), readFileSync(other));
  const header = readFileSync(one).subarray(0, 10);
  assert.equal([...header.subarray(4, 8), header[9]], [0, 0, 0, 0, 255]);
  const listing = execFileSync("tar", ["tvzf", one], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } });
  assert.equal(
    listing
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/).at(-1)),
    [
      "0_failing.root_1.pb",
      "1_failing.roots_2.pb",
      "2_failing.roots_3.pb",
      "3_failing.liar_1.pb",
      "4_failing.sleeper_1.pb",
      "5_failing.thrower_1.pb",
      "6_modules.shared.double_1.pb",
      "7_modules.main.quadruple_2.pb",
      "8_modules.main.quadruple_3.pb",
      "9_modules.shared.elsewhere_1.pb",
    ],
  );
  for (const line of listing.trim().split("\n")) assert.match(line, /^-rw-r--r-- \S*0\/0 .* 1970-01-01 /);
});

test("keeps an archive that exists, unless it is told to replace it", () => {
  const output = join(folder, "kept.tgz");
  writeFileSync(output, "mine");
  const { status, err } = pack(output, "src/modules");
  assert.is(status, 2);
  assert.match(err, /kept\.tgz exists already\n {2}fix: give --force/);
  assert.is(readFileSync(output, "utf8"), "mine");
  assert.is(pack(output, "src/modules", "--force").status, 0);
  assert.not.equal(readFileSync(output, "utf8"), "mine");
});

test("refuses what the server would refuse, with every problem, and writes nothing", () => {
  const output = join(folder, "refused.tgz");
  const { status, err } = pack(output, "src/refused.ts");
  assert.is(status, 1);
  assert.match(err, /error\[compile-problems\]: 2 problems/);
  assert.match(err, /refused\.through .*calls nothing/);
  assert.match(err, /refused\.nothing .*calls nothing/);
  assert.is(existsSync(output), false);
});

test("refuses to package without an image, and to places that cannot be written", () => {
  assert.match(tsflyte(["package", "src/modules", "-o", join(folder, "x.tgz")]).err, /error\[no-image\]/);
  const { status, err } = pack(join(folder, "nowhere/x.tgz"), "src/modules");
  assert.is(status, 2);
  assert.match(err, /nowhere\/x\.tgz cannot be written: ENOENT: no such file or directory\n {2}fix: /);
  assert.match(pack(folder, "src/modules", "--force").err, /cannot be written: it is a folder/);
});

test("packages three hundred tasks in order, with names of one width", () => {
  const big = join(folder, "big");
  mkdirSync(big);
  const tasks = Array.from(
    { length: 300 },
    (_, index) => `export const task${index} = task(async (value: string): Promise<string> => value);\n`,
  );
  writeFileSync(join(big, "many.ts"), `import { task } from "@tsflyte/runtime";\n${tasks.join("")}`);
  const output = join(folder, "big.tgz");
  const { err } = pack(output, "--root", big, big);
  assert.match(err, /300 tasks, 0 workflows/);
  const names = execFileSync("tar", ["tzf", output], { encoding: "utf8" }).trim().split("\n");
  assert.is(names.length, 300);
  assert.equal(
    [names[0], names[9], names[299]],
    ["000_many.task0_1.pb", "009_many.task9_1.pb", "299_many.task299_1.pb"],
  );
  assert.equal([...names].sort(), names);
});

test.run();
