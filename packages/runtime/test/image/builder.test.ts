import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { baseDigest, buildImage, findBuilder, hasImage, pushImage } from "../../src/image/builder.ts";
import { type PlannedImage, planImage } from "../../src/image/plan-image.ts";
import { writeImage } from "../../src/image/write-image.ts";
import { image } from "../../src/settings/image-spec.ts";
import { refusal, spelled } from "../support/refusal.ts";
import { type FakeBuilders, fakeBuilders } from "./fake-builders.ts";
import { makeProject, packageFile } from "./project.ts";

const digest = `sha256:${"ab12".repeat(16)}`;
const folder = makeProject({ "package.json": packageFile, "package-lock.json": "{}" });
const planned = planImage(image({ name: "media", registry: "ghcr.io/acme", platform: "linux/arm64" }), folder, {
  tag: "ghcr.io/acme/media:1",
});
const file = join(folder, "Dockerfile");

async function withPath<T>({ folder: path }: FakeBuilders, work: () => T | Promise<T>): Promise<T> {
  const { PATH } = process.env;
  process.env["PATH"] = path;
  try {
    return await work();
  } finally {
    process.env["PATH"] = PATH;
  }
}

const find = suite("builders that are there");

find("are taken in the order docker, podman, buildah", async () => {
  const all = fakeBuilders({ docker: "", podman: "", buildah: "" });
  assert.is((await withPath(all, () => findBuilder(undefined, []))).name, "docker");
  assert.is((await withPath(all, () => findBuilder("buildah", []))).name, "buildah");
  assert.is(
    (await withPath(fakeBuilders({ podman: "", buildah: "" }), () => findBuilder(undefined, []))).name,
    "podman",
  );
});

find("have a service, where they need one", async () => {
  const silent = 'echo "Cannot connect to the Docker daemon" >&2; exit 1';
  const two = fakeBuilders({ docker: silent, buildah: "" });
  assert.is((await withPath(two, () => findBuilder(undefined, []))).name, "buildah");
  const error = await refusal(() => withPath(fakeBuilders({ docker: silent }), () => findBuilder(undefined, [])));
  assert.is(error.code, "no-builder");
  assert.is(
    error.text,
    "this machine has no docker, podman or buildah that works: docker is there, and its service is not (Cannot connect to the Docker daemon)",
  );
});

find("are missing", async () => {
  const none = fakeBuilders({});
  assert.equal(spelled(await refusal(() => withPath(none, () => findBuilder(undefined, ["Dockerfile"])))), {
    code: "no-builder",
    message: [
      "this machine has no docker, podman or buildah",
      "  at Dockerfile is written",
      "  fix: install buildah (apt-get install buildah), podman or docker, or build what is written elsewhere",
    ].join("\n"),
  });
  const one = await refusal(() => withPath(none, () => findBuilder("podman", [])));
  assert.is(one.text, "this machine has no podman");
});

find.run();

const build = suite("what builders are asked");

const builds: readonly (readonly [name: "docker" | "podman" | "buildah", ignore: string])[] = [
  ["docker", ""],
  ["podman", ` --ignorefile ${file}.dockerignore`],
  ["buildah", ` --ignorefile ${file}.dockerignore`],
];

for (const [name, ignore] of builds) {
  build(`${name} builds and pushes`, async () => {
    const fakes = fakeBuilders({ [name]: "" });
    await withPath(fakes, async () => {
      const builder = findBuilder(name, []);
      fakes.calls();
      await buildImage(builder, planned, file);
      await pushImage(builder, planned.image);
    });
    assert.equal(fakes.calls(), [
      `${name} build --file ${file} --tag ghcr.io/acme/media:1${ignore} --platform linux/arm64 ${folder}`,
      `${name} push ghcr.io/acme/media:1`,
    ]);
  });
}

build("gets the project's .npmrc as a secret", async () => {
  const own = makeProject({ "package.json": packageFile, "package-lock.json": "{}", ".npmrc": "//r/:_authToken=t" });
  const fakes = fakeBuilders({ podman: "" });
  const image_ = planImage(image(), own, { tag: "a:1" });
  await withPath(fakes, () => buildImage(findBuilder("podman", []), image_, join(own, "Dockerfile")));
  assert.match(fakes.calls().join(), `--secret id=npmrc,src=${own}/.npmrc ${own}`);
});

build("failed", async () => {
  const fakes = fakeBuilders({ buildah: "exit 3" });
  const error = await refusal(() => withPath(fakes, () => pushImage(findBuilder("buildah", []), "a:1")));
  assert.equal(spelled(error), {
    code: "image-failed",
    message: `${fakes.folder}/buildah push ended with exit status 3\n  at ${fakes.folder}/buildah push a:1\n  fix: what it says stands above`,
  });
});

const local: PlannedImage = { ...planned, spec: image({ name: "media" }), image: "media:1" };
const questions: readonly (readonly ["docker" | "podman" | "buildah", remote: string, local: string])[] = [
  ["docker", "docker manifest inspect ghcr.io/acme/media:1", "docker image inspect media:1"],
  ["podman", "podman manifest inspect docker://ghcr.io/acme/media:1", "podman image inspect media:1"],
  ["buildah", "buildah manifest inspect docker://ghcr.io/acme/media:1", "buildah inspect --type image media:1"],
];

for (const [name, remoteCall, localCall] of questions) {
  build(`${name} says whether an image is there`, async () => {
    const fakes = fakeBuilders({ [name]: "" });
    await withPath(fakes, () => {
      const builder = findBuilder(name, []);
      fakes.calls();
      assert.ok(hasImage(builder, planned));
      assert.ok(hasImage(builder, local));
    });
    assert.equal(fakes.calls(), [remoteCall, localCall]);
    const without = fakeBuilders({ [name]: 'case "$*" in version*) ;; *) exit 1;; esac' });
    await withPath(without, () => assert.not(hasImage(findBuilder(name, []), planned)));
  });

  build(`${name} tells the digest of a base`, async () => {
    const fakes = fakeBuilders({ [name]: `echo ${digest}` });
    await withPath(fakes, () => assert.is(baseDigest(findBuilder(name, []), "node:24-slim"), digest));
    assert.match(fakes.calls().join(), "inspect");
  });
}

build("does not tell the digest of a base", async () => {
  const fakes = fakeBuilders({ podman: 'echo "no such image" >&2; exit 1' });
  const error = await refusal(() => withPath(fakes, () => baseDigest(findBuilder("podman", []), "node:24-slim")));
  assert.equal(spelled(error), {
    code: "image-failed",
    message:
      'expected the digest of node:24-slim from podman, got "no such image"\n  fix: see that the registry can be reached, or give the digest with the image: NAME@sha256:…',
  });
});

build.run();

const write = suite("Dockerfiles that are there");

write("are written anew, unless somebody else wrote them", async () => {
  const own = join(makeProject({}), "Dockerfile");
  writeImage(planned, own, false);
  writeImage(planned, own, false);
  writeFileSync(own, "FROM scratch\n");
  const error = await refusal(() => writeImage(planned, own, false));
  assert.equal(spelled(error), {
    code: "output-exists",
    message: `${own} exists, and tsflyte did not write it\n  fix: give --force to replace it, or another --file`,
  });
  writeImage(planned, own, true);
});

write("cannot be written everywhere", async () => {
  const project = makeProject({ file: "" });
  const error = await refusal(() => writeImage(planned, join(project, "file/Dockerfile"), false));
  assert.is(error.code, "bad-argument");
  assert.match(error.text, "file/Dockerfile cannot be written: ");
});

write.run();
