/** `tsflyte image` and what registration does with images that the code describes; builders are replaced by ones that write down their calls. */
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type FakeBuilders, fakeBuilders } from "../../runtime/test/image/fake-builders.ts";
import { makeProject, runCommand, startPlatform } from "./support/remote-project.ts";
import type { Ended } from "./support/tsflyte.ts";

const flows = `
import { image, task, workflow, type Int } from "@tsflyte/runtime";
const media = image({ name: "media", registry: "ghcr.io/acme", aptPackages: ["ffmpeg"] });
export const add = task(async (a: Int): Promise<Int> => a + 1);
export const cut = task({ containerImage: media }, async (a: Int): Promise<Int> => a + 2);
export const both = workflow(async (n: Int): Promise<Int> => cut(await add(n)));
export const other = workflow(async (n: Int): Promise<Int> => add(n).with({ containerImage: media }));
`;
const packageFile = { name: "project", type: "module", dependencies: { "@tsflyte/runtime": "0.1.0" } };
const digest = `sha256:${"ab12".repeat(16)}`;

const folder = makeProject({
  "package.json": JSON.stringify(packageFile),
  "package-lock.json": "{}",
  "src/flows.ts": flows,
});

/** Runs it with nothing on the search path but Node and the builders. */
function tsflyte(builders: FakeBuilders, args: readonly string[], endpoint = "localhost:1"): Promise<Ended> {
  const path = [builders.folder, dirname(process.execPath)].join(delimiter);
  return runCommand(folder, endpoint, args, { PATH: path, FLYTE_INTERNAL_IMAGE: "" });
}

const none = fakeBuilders({});
const test = suite("tsflyte image");

test("writes a Dockerfile for the code, and one for each image that the code describes", async () => {
  const { status, out, err } = await tsflyte(none, ["image", "src"]);
  assert.is(status, 0, err);
  assert.match(out, /^tsflyte:[0-9a-f]{24}\nghcr\.io\/acme\/media:[0-9a-f]{24}\n$/);
  assert.match(err, /^Dockerfile: tsflyte:[0-9a-f]{24}\nmedia\.Dockerfile: ghcr\.io/);
  assert.match(readFileSync(join(folder, "Dockerfile"), "utf8"), 'ADD [".tsflyte/image/code.tar.gz","./code/"]');
  assert.match(readFileSync(join(folder, "media.Dockerfile"), "utf8"), "    ffmpeg \\\n");
  const again = await tsflyte(none, ["image", "src"]);
  assert.is(again.out, out);
});

test("pins, builds and pushes", async () => {
  const builders = fakeBuilders({ podman: `[ "$1" = image ] && echo ${digest}; exit 0` });
  const tag = "ghcr.io/acme/flows:v1";
  const { status, out, err } = await tsflyte(builders, ["image", "src", "--tag", tag, "--push", "--pin", "--json"]);
  assert.is(status, 0, err);
  const { images } = JSON.parse(out) as { readonly images: readonly { readonly image: string }[] };
  const media = images[1]?.image ?? "";
  assert.equal(images, [
    { name: "tsflyte", image: tag, dockerfile: "Dockerfile", built: true, pushed: true },
    { name: "media", image: media, dockerfile: "media.Dockerfile", built: true, pushed: true },
  ]);
  const calls = builders.calls().filter((call) => /^podman (build|push)/.test(call));
  assert.equal(
    calls.map((call) => call.split(" ").slice(0, 2).join(" ")),
    ["podman build", "podman push", "podman build", "podman push"],
  );
  assert.is(calls[1], `podman push ${tag}`);
  assert.is(calls[3], `podman push ${media}`);
  assert.match(
    readFileSync(join(folder, "Dockerfile"), "utf8"),
    `# docker.io/library/node:24-slim\nFROM docker.io/library/node@${digest} AS base`,
  );
});

const mistakes: readonly (readonly [title: string, args: readonly string[], err: string])[] = [
  [
    "a builder that it does not know",
    ["--builder", "kaniko"],
    'error[bad-argument]: --builder: expected docker, podman or buildah, got "kaniko"\n  fix: give one of them\n',
  ],
  [
    "an image without a registry to push to",
    ["--push"],
    "fix: give --tag REGISTRY/NAME:TAG, or the option registry of image()\n",
  ],
  [
    "no builder",
    ["--build"],
    [
      "error[no-builder]: this machine has no docker, podman or buildah",
      "  at Dockerfile is written",
      "  at media.Dockerfile is written",
      "  fix: install buildah (apt-get install buildah), podman or docker, or build what is written elsewhere\n",
    ].join("\n"),
  ],
  [
    "a tag for an image that is there",
    ["--image", "acme/flows:1", "--tag", "acme/flows:2"],
    "error[bad-argument]: --tag is about the image with the code, and every task names an image of its own\n  fix: leave --tag out, and give the options of image() instead\n",
  ],
];

for (const [title, args, text] of mistakes) {
  test(`refuses ${title}`, async () => {
    const { status, out, err } = await tsflyte(none, ["image", "src", ...args]);
    assert.is(status, 2);
    assert.is(out, "");
    assert.ok(err.endsWith(text), err);
  });
}

test("leaves Dockerfiles of others alone", async () => {
  writeFileSync(join(folder, "own.Dockerfile"), "FROM scratch\n");
  const { status, err } = await tsflyte(none, ["image", "src", "--file", join(folder, "own.Dockerfile")]);
  assert.is(status, 2);
  assert.match(
    err,
    /error\[output-exists\]: own\.Dockerfile exists, and tsflyte did not write it|error\[output-exists\]: .*own\.Dockerfile exists/,
  );
});

test.run();

const registers = suite("registration of described images");

registers("names them, puts others in their place, and builds those that are missing", async () => {
  const platform = await startPlatform(folder);
  try {
    const { endpoint } = platform.server;
    const image = "flows:1";
    const builders = fakeBuilders({ buildah: '[ "$1" = manifest ] && exit 1; exit 0' });
    const built = await tsflyte(builders, ["register", "src", "--image", image, "--build-images"], endpoint);
    assert.is(built.status, 0, built.err);
    const name = /image: (ghcr\.io\/acme\/media:[0-9a-f]{24})\n/.exec(built.err)?.[1] ?? "";
    assert.equal(
      builders.calls().map((call) => call.split(" ").slice(0, 2).join(" ")),
      ["buildah manifest", "buildah build", "buildah push"],
    );
    const there = fakeBuilders({ buildah: "" });
    const again = await tsflyte(there, ["register", "src", "--image", image, "--build-images"], endpoint);
    assert.match(again.err, `image: ${name} is there\n`);
    assert.equal(there.calls(), [`buildah manifest inspect docker://${name}`]);
    const { out } = await tsflyte(none, ["serialize", "src", "--image", image]);
    assert.is(out.split(`"image": "${name}"`).length - 1, 1);
    assert.is(out.split(`"containerImage": "${name}"`).length - 1, 1);
    const replaced = await tsflyte(none, ["serialize", "src", "--image", image, "--image", "media=acme/media:2"]);
    assert.is(replaced.out.split('"acme/media:2"').length - 1, 2);
    assert.not.match(replaced.out, "ghcr.io/acme/media");
  } finally {
    await platform.close();
  }
});

registers.run();
