import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type ImageConfig, imageText, parseImage, resolveImage } from "../../src/settings/index.ts";
import { refusal, spelled } from "../support/refusal.ts";

const digest = `sha256:${"ab12".repeat(16)}`;

const texts = suite("image texts");

const parsed: readonly (readonly [string, object, string])[] = [
  ["name", { fqn: "name" }, "name"],
  ["name:v1", { fqn: "name", tag: "v1" }, "name:v1"],
  ["ghcr.io/acme/flows:v1", { fqn: "ghcr.io/acme/flows", tag: "v1" }, "ghcr.io/acme/flows:v1"],
  ["localhost:5000/flows", { fqn: "localhost:5000/flows" }, "localhost:5000/flows"],
  ["localhost:5000/a/flows:v1", { fqn: "localhost:5000/a/flows", tag: "v1" }, "localhost:5000/a/flows:v1"],
  [`acme/flows@${digest}`, { fqn: "acme/flows", digest }, `acme/flows@${digest}`],
  [`host:5000/flows:v1@${digest}`, { fqn: "host:5000/flows", tag: "v1", digest }, `host:5000/flows@${digest}`],
];

for (const [text, image, again] of parsed) {
  texts(`${text.slice(0, 40)} is taken apart and put together`, () => {
    assert.equal(parseImage(text), image);
    assert.is(imageText(parseImage(text)), again);
  });
}

texts.run();

const config: ImageConfig = {
  defaultImage: parseImage("ghcr.io/acme/flows:v1"),
  images: { other: parseImage("acme/other:v9"), pinned: parseImage(`acme/pinned@${digest}`), bare: parseImage("bare") },
};

const resolved = suite("images of tasks");

const named: readonly (readonly [string | undefined, string])[] = [
  [undefined, "ghcr.io/acme/flows:v1"],
  ["", "ghcr.io/acme/flows:v1"],
  ["python:3.12", "python:3.12"],
  ["{{.image.default}}", "ghcr.io/acme/flows:v1"],
  ["{{ .image.default.fqn }}:{{ .image.default.version }}", "ghcr.io/acme/flows:v1"],
  ["{{.images.other}}", "acme/other:v9"],
  ["{{.image.other.fqn}}:gpu", "acme/other:gpu"],
  ["{{.image.other.fqn}}:{{.image.default.version}}", "acme/other:v1"],
  ["{{.image.pinned}}", `acme/pinned@${digest}`],
  ["{{.image.pinned.fqn}}:{{.image.pinned.version}}", `acme/pinned@${digest}`],
  ["{{.image.bare.fqn}}:{{.image.bare.version}}", "bare:v1"],
];

for (const [image, expected] of named) {
  resolved(`${image ?? "none"} becomes ${expected.slice(0, 40)}`, () => {
    assert.is(resolveImage(image, config, "flows.t"), expected);
  });
}

resolved("are missing where none is named and there is no default", async () => {
  assert.equal(spelled(await refusal(() => resolveImage(undefined, { images: {} }, "flows.t"))), {
    code: "no-image",
    message: [
      'task "flows.t" has no container image',
      "  fix: give the default one with --image IMAGE, or the task's own as the option containerImage",
    ].join("\n"),
  });
});

resolved("name the configured ones beside one that is not", async () => {
  assert.equal(spelled(await refusal(() => resolveImage("{{.image.gpu.fqn}}:1", config, "flows.t"))), {
    code: "unknown-image",
    message: [
      'task "flows.t" uses the image "gpu", which is not configured (configured: other, pinned, bare)',
      "  fix: add it with --image gpu=IMAGE",
    ].join("\n"),
  });
  const none = await refusal(() => resolveImage("{{.image.default}}", { images: {} }, "flows.t"));
  assert.match(none.message, "which is not configured (none is configured)");
});

resolved("are not found among what objects inherit", async () => {
  for (const name of ["constructor", "toString", "__proto__"]) {
    const error = await refusal(() => resolveImage(`{{.image.${name}.fqn}}`, config, "flows.t"));
    assert.is(error.code, "unknown-image");
  }
});

resolved("have a name and a version, and nothing else", async () => {
  assert.equal(spelled(await refusal(() => resolveImage("{{.image.other.digest}}", config, "flows.t"))), {
    code: "unknown-image",
    message: [
      'task "flows.t": expected {{.image.other}}, .fqn or .version of it, got {{.image.other.digest}}',
      "  fix: write {{.image.other.fqn}}:{{.image.other.version}}, or the image itself",
    ].join("\n"),
  });
});

resolved("never keep a template that nothing fills in", async () => {
  for (const text of ["{{.img.default}}", "{{.image}}", "{{.image.other.fqn.more}}", "acme/{{", "{{.image.ö}}"]) {
    const error = await refusal(() => resolveImage(text, config, "flows.t"));
    assert.is(error.code, "unknown-image");
    assert.match(error.message, `got ${text}`);
    assert.match(error.message, "fix: correct the option containerImage");
  }
});

resolved("take names that are not configured for any image, where nothing runs in it", () => {
  const config: ImageConfig = { images: {}, anyImage: parseImage("local:local") };
  assert.is(resolveImage("{{.image.gpu.fqn}}-x:{{.image.gpu.version}}", config, "t"), "local-x:local");
});

resolved.run();
