import { createHash } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { type CacheOptions, functionBodyPolicy, type VersionParameters } from "../../src/index.ts";
import { defineTask } from "../support/define.ts";
import * as m from "../support/metadata.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const body = async (a: number): Promise<number> => a + 1;
let count = 0;

function versionOf(cache: boolean | CacheOptions | undefined, fn: (a: number) => Promise<number> = body): string {
  const options = cache === undefined ? {} : { cache };
  return defineTask(`cached${count++}`, { a: m.int }, m.value(m.int), fn, options).metadata.discoveryVersion;
}

const policies = suite("cache versions");

policies("a version of one's own wins", () => {
  assert.is(versionOf({ version: "7", salt: "x", policies: [{ getVersion: () => "other" }] }), "7");
});

policies("nothing is cached without the option, and with false", () => {
  for (const cache of [undefined, false]) {
    const task = defineTask(`plain${count++}`, {}, m.none, async () => {}, cache === undefined ? {} : { cache });
    assert.is(task.metadata.discoverable, false);
    assert.is(task.metadata.discoveryVersion, "");
  }
});

policies("true takes the hash of the function's source", () => {
  assert.is(versionOf(true), sha256(sha256(String(body))));
  assert.is(versionOf({}), versionOf(true));
  assert.is(versionOf({ policies: [functionBodyPolicy()] }), versionOf(true));
  assert.is(versionOf(true) === versionOf(true, async (a) => a + 2), false);
});

policies("a salt changes it", () => {
  assert.is(versionOf({ salt: "2" }), sha256(sha256(`${body}2`)));
});

policies("several policies are joined, and told what they may depend on", () => {
  const seen: [string, VersionParameters][] = [];
  const policy = {
    getVersion: (salt: string, parameters: VersionParameters) => {
      seen.push([salt, parameters]);
      return "p";
    },
  };
  const podTemplate = { primaryContainerName: "main" };
  const task = defineTask("told", { a: m.int }, m.value(m.int), body, {
    cache: { salt: "s", policies: [policy, { getVersion: () => "q" }] },
    containerImage: "{{.image.default}}",
    podTemplate,
    podTemplateName: "base",
  });
  assert.is(task.metadata.discoveryVersion, sha256("pq"));
  assert.is(task.metadata.discoveryVersion, sha256("pq"));
  assert.is(task.metadata.discoverable, true);
  assert.is(seen.length, 1);
  const [salt, parameters] = seen[0] ?? [];
  assert.is(salt, "s");
  assert.equal(parameters, {
    source: String(body),
    fn: body,
    containerImage: "{{.image.default}}",
    podTemplate,
    podTemplateName: "base",
  });
});

policies.run();
