import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TsflyteError } from "../../src/errors/index.ts";
import type { SerializationSettings } from "../../src/settings/index.ts";
import { readSerializedContext, serializeContext } from "../../src/settings/serialized-context.ts";

const settings: SerializationSettings = {
  project: "flytesnacks",
  domain: "development",
  version: "v1",
  imageConfig: {
    defaultImage: { fqn: "ghcr.io/acme/flows", tag: "v1" },
    images: { other: { fqn: "x", digest: "sha256:0" } },
  },
  env: { B: "ü", A: "2" },
};

const test = suite("settings in an environment variable");

test("are read as they were written", () => {
  const text = serializeContext(settings);
  assert.match(text, /^[A-Za-z0-9+/]+=*$/);
  assert.equal(readSerializedContext(text), settings);
  assert.equal(Object.keys(readSerializedContext(text).env), ["B", "A"], "in their order");
});

test("are the same bytes everywhere", () => {
  const packed = Buffer.from(serializeContext(settings), "base64");
  assert.equal([...packed.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255], "no time, no operating system");
  assert.is(
    serializeContext({ project: "p", domain: "d", version: "v", imageConfig: { images: {} }, env: {} }),
    "H4sIAAAAAAAC/wXBwQnAIAxA0V3+ORPk2kmkppKCUbR4EXfve5s+2mv3h9IRcqvJAyUjLBvTW6AsBK+p2NXi8YJuvKZiE93nCBYL3ef8kGLl208AAAA=",
  );
});

test("that this library did not write are refused", () => {
  for (const [text, reason] of [
    ["H4sIAAAA", /unexpected end of file/],
    ["no gzip", /incorrect header check/],
    [serializeContext({ project: "p" } as never), /it holds no project, domain, version, images and environment/],
    [serializeContext(null as never), /it holds no project/],
  ] as const) {
    try {
      readSerializedContext(text);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, TsflyteError);
      assert.is((error as TsflyteError).code, "bad-document");
      assert.match((error as TsflyteError).message, /The environment variable _F_SS_C does not hold the settings/);
      assert.match((error as TsflyteError).message, reason);
      assert.match((error as TsflyteError).message, /fix: register the task again/);
    }
  }
});

test.run();
