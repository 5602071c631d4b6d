import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ImageSpec, image, task } from "../../src/index.ts";
import { canonical, describedImages, imageSpecKey, isImageSpec } from "../../src/settings/image-spec.ts";
import { localSettings, readSerializedContext, resolveImage, serializeContext } from "../../src/settings/index.ts";
import { callLoosely, defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";
import { refusal, spelled } from "../support/refusal.ts";

const digest = `sha256:${"ab12".repeat(16)}`;
const described = suite("described images");

described("are plain data with defaults", () => {
  const spec = image({ name: "media", aptPackages: ["ffmpeg"], registry: undefined as never });
  assert.equal(
    { ...spec },
    {
      "~tsflyte": "image",
      name: "media",
      base: "docker.io/library/node:24-slim",
      user: "1000:1000",
      aptPackages: ["ffmpeg"],
    },
  );
  assert.ok(isImageSpec(spec));
  assert.not.ok(isImageSpec("media"));
  assert.ok(describedImages().includes(spec));
});

described("have one key, whatever the order of their options and what changes nothing", () => {
  const one = image({ env: { B: "2", A: "1" }, name: "a", copy: [] });
  const other = image({ name: "a", dependencies: true, env: { A: "1", B: "2" } });
  assert.is(imageSpecKey(one), imageSpecKey(other));
  assert.is.not(imageSpecKey(one), imageSpecKey(image({ name: "a", env: { A: "1" } })));
  assert.is.not(
    imageSpecKey(image({ packages: ["a@1.0.0", "b@1.0.0"] })),
    imageSpecKey(image({ packages: ["b@1.0.0"] })),
  );
  assert.equal(Object.keys(canonical(one)), ["base", "env", "name", "user"]);
});

described.run();

const media = image({ name: "media", aptPackages: ["ffmpeg"] });
const named = suite("names of described images");

named("come from the settings", () => {
  const config = { images: {}, described: { [imageSpecKey(media)]: { fqn: "ghcr.io/acme/media", tag: "1a2b" } } };
  assert.is(resolveImage(media, config, "flows.t"), "ghcr.io/acme/media:1a2b");
  const again = image({ aptPackages: ["ffmpeg"], name: "media" });
  assert.is(resolveImage(again, config, "flows.t"), "ghcr.io/acme/media:1a2b");
});

named("are replaced by a configured image of that name", () => {
  const config = {
    images: { media: { fqn: "acme/media", tag: "v1" } },
    described: { [imageSpecKey(media)]: { fqn: "ghcr.io/acme/media", tag: "1a2b" } },
  };
  assert.is(resolveImage(media, config, "flows.t"), "acme/media:v1");
});

named("travel with the settings of dynamic tasks", () => {
  const described = { [imageSpecKey(media)]: { fqn: "ghcr.io/acme/media", tag: "1a2b" } };
  const settings = { ...localSettings, imageConfig: { images: {}, described } };
  const { imageConfig } = readSerializedContext(serializeContext(settings));
  assert.is(resolveImage(media, imageConfig, "flows.t"), "ghcr.io/acme/media:1a2b");
});

named("do not matter where nothing runs in them", () => {
  assert.is(resolveImage(media, localSettings.imageConfig, "flows.t"), "local:local");
});

named("are missing in settings that nobody has filled in", async () => {
  assert.equal(spelled(await refusal(() => resolveImage(media, { images: {} }, "flows.t"))), {
    code: "unknown-image",
    message: [
      'task "flows.t" uses the image "media" that image() describes, and the settings have no name for it',
      "  fix: serialize with tsflyte, which names it by its content, or name it with --image media=IMAGE; in a container, describe it by constants, so that it is the same there",
    ].join("\n"),
  });
});

named("are those of tasks and of single calls", () => {
  const mean = defineTask("imageSpecTask", {}, m.none, async () => {}, { containerImage: media });
  const settings = { ...localSettings, imageConfig: { images: { media: { fqn: "acme/media", tag: "v1" } } } };
  assert.is(mean.containerImage, media);
  assert.is(mean.getImage(settings), "acme/media:v1");
});

named("are nothing else", async () => {
  const error = await refusal(() =>
    defineTask("imageSpecWrong", {}, m.none, async () => {}, { containerImage: 3 as never }),
  );
  assert.is(error.code, "invalid-option");
  assert.match(
    error.text,
    'option "containerImage": expected an image\'s name, or an image that image() describes, got 3',
  );
});

named.run();

const refused = suite("options of image()");

const good: readonly Parameters<typeof image>[0][] = [
  { base: `node@${digest}` },
  { base: `localhost:5000/node:24-slim@${digest}` },
  { registry: "localhost:5000/acme" },
  { registry: "123.dkr.ecr.eu-west-1.amazonaws.com" },
  { packages: ["@scope/pkg@1.2.3-beta.1", "sharp@0.34.5"] },
  { aptPackages: ["libstdc++6", "ffmpeg=7:5.1.6-0+deb12u1"] },
  { copy: ["dist", "./data/table.csv", "a..b", ".env.public"] },
  { commands: ["npm --version", "cat <<E\nx\nE"] },
  { env: { A: "$x \"y\" 'z' \\" } },
  { user: "root" },
  { platform: "linux/arm64/v8" },
];

for (const options of good) {
  refused(`take ${JSON.stringify(options).slice(0, 60)}`, () => {
    assert.ok(isImageSpec(image(options)));
  });
}

const bad: readonly (readonly [options: unknown, text: string])[] = [
  ["node", 'image(): expected an object, got "node"'],
  [{ bases: "node" }, 'image(): there is no option "bases"'],
  [
    { name: "Media" },
    'option "name": expected a repository of small letters, digits, -, _ and ., without registry and tag, got "Media"',
  ],
  [{ name: "a/b" }, 'got "a/b"'],
  [
    { registry: "https://ghcr.io" },
    'option "registry": expected a registry without scheme and tag, like "ghcr.io/acme", got "https://ghcr.io"',
  ],
  [{ base: "node:24\nRUN x" }, 'option "base": expected an image, like "node:24-slim"'],
  [{ base: "node@sha256:12" }, 'got "node@sha256:12"'],
  [{ dependencies: "no" }, 'option "dependencies": expected true or false, got "no"'],
  [
    { packages: ["sharp"] },
    'option "packages": expected packages with a whole version, like "sharp@0.34.5", since the tag stands for what is installed, got "sharp"',
  ],
  [{ packages: "sharp@1.0.0" }, 'option "packages": expected an array of packages with a whole version'],
  [{ packages: ["sharp@^1.0.0"] }, 'got "sharp@^1.0.0"'],
  [
    { aptPackages: ["ffmpeg; rm"] },
    'option "aptPackages": expected names of Debian packages, like "ffmpeg", got "ffmpeg; rm"',
  ],
  [{ env: ["A=1"] }, 'option "env": expected an object of texts, got ["A=1"]'],
  [{ env: { "A B": "1" } }, 'option "env": expected names of letters, digits and _, got "A B"'],
  [{ env: { A: 1 } }, 'option "env", key "A": expected a text of one line, got 1'],
  [{ env: { A: "1\n2" } }, 'option "env", key "A": expected a text of one line'],
  [
    { copy: ["/etc/passwd"] },
    'option "copy": expected paths below the project\'s folder, without "..", * and other patterns, got "/etc/passwd"',
  ],
  [{ copy: ["../x"] }, 'got "../x"'],
  [{ copy: ["a/.."] }, 'got "a/.."'],
  [{ copy: ["*.csv"] }, 'got "*.csv"'],
  [{ commands: [""] }, 'option "commands": expected commands of the shell that are not empty, got ""'],
  [{ platform: "arm64" }, 'option "platform": expected a system and a processor, like "linux/arm64", got "arm64"'],
  [{ user: "me too" }, 'option "user": expected a user, like "1000:1000", got "me too"'],
];

for (const [options, text] of bad) {
  refused(`do not take ${JSON.stringify(options).slice(0, 60)}`, async () => {
    const error = await refusal(() => callLoosely(image, options));
    assert.is(error.code, "invalid-option");
    assert.ok(error.text.includes(text), error.text);
  });
}

refused("have types", () => {
  const spec: ImageSpec = image();
  const use = (): unknown => task({ containerImage: spec }, async () => {});
  assert.type(use, "function");
});

refused.run();
