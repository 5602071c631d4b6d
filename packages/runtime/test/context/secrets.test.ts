import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { Secrets } from "../../src/context/secrets.ts";
import { TsflyteError } from "../../src/errors/index.ts";

const folder = mkdtempSync(join(tmpdir(), "tsflyte-secrets-"));
const files = { FLYTE_SECRETS_DEFAULT_DIR: folder };

function secrets(env: NodeJS.ProcessEnv, isLocal = false): Secrets {
  return new Secrets({ env, isLocal });
}

const test = suite("secrets");

test.before(() => {
  mkdirSync(join(folder, "crm/v2"), { recursive: true });
  writeFileSync(join(folder, "crm/token"), "from file\n");
  writeFileSync(join(folder, "crm/v2/token"), "of version 2");
  writeFileSync(join(folder, "crm/key-token"), "with prefix");
  writeFileSync(join(folder, "crm/der"), Buffer.from([0xff, 0x0a]));
});
test.after(() => rmSync(folder, { recursive: true }));

test("are read from the variable of group, version and key", () => {
  const env = { _FSEC_CRM_TOKEN: " abc\n", _FSEC_CRM_V2_TOKEN: "two" };
  assert.is(secrets(env).get("token", { group: "crm" }), "abc");
  assert.is(secrets(env).get("Token", { group: "CRM", groupVersion: "v2" }), "two");
});

test("come from the variable before the file", () => {
  assert.is(secrets({ ...files, _FSEC_CRM_TOKEN: "env" }).get("token", { group: "crm" }), "env");
  assert.is(secrets({ ...files, _FSEC_CRM_TOKEN: "" }).get("token", { group: "crm" }), "");
});

test("are read from files in lower case, without white space around them", () => {
  assert.is(secrets(files).get("TOKEN", { group: "Crm" }), "from file");
  assert.is(secrets(files).get("token", { group: "crm", groupVersion: "V2" }), "of version 2");
});

test("have their places moved by the environment", () => {
  const env = { ...files, FLYTE_SECRETS_ENV_PREFIX: "SECRET_", FLYTE_SECRETS_FILE_PREFIX: "key-" };
  assert.is(secrets(env).get("token", { group: "crm" }), "with prefix");
  assert.is(secrets({ ...env, SECRET_CRM_TOKEN: "s" }).get("token", { group: "crm" }), "s");
});

test("are read without the prefix on this machine only", () => {
  const env = { ...files, CRM_OTHER: "mine" };
  assert.is(secrets(env, true).get("other", { group: "crm" }), "mine");
  assert.throws(() => secrets(env).get("other", { group: "crm" }));
});

test("can be bytes", () => {
  const bytes = secrets(files).get("der", { group: "crm", encoding: "buffer" });
  assert.equal([...bytes], [0xff, 0x0a]);
  assert.equal(Buffer.from(secrets({ _FSEC_G_K: "x " }).get("k", { group: "g", encoding: "buffer" })).toString(), "x ");
});

test("say how they are asked for where group and key stand as in other languages", () => {
  const found = secrets({});
  const wrong = [
    [["crm", "token"], 'secrets.get() of "crm": expected where it lies, { group: "…" }, got "token"'],
    [["token", { group: "" }], 'secrets.get() of "token": expected where it lies, { group: "…" }, got {"group":""}'],
    [["token"], 'secrets.get() of "token": expected where it lies, { group: "…" }, got undefined'],
    [[undefined, { group: "crm" }], "secrets.get(): expected the key of a secret, got undefined"],
  ] as const;
  for (const [args, message] of wrong) {
    assert.throws(
      () => found.get(...(args as unknown as [string, { group: string }])),
      (error: unknown) => error instanceof TsflyteError && error.message === message,
    );
  }
});

test("that are missing are an error with the places and the option, and no value", () => {
  try {
    secrets({ ...files, _FSEC_CRM_TOKEN: "hush", CRM_NONE: "hush" }).get("none", { group: "crm", groupVersion: "7" });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, TsflyteError);
    const { code, message } = error as TsflyteError;
    assert.is(code, "secret-not-found");
    assert.is(
      message,
      `There is no secret "none" in the group "crm" of version "7": looked in $_FSEC_CRM_7_NONE, ${folder}/crm/7/none\n` +
        '  fix: add secretRequests: [{ group: "crm", key: "none", groupVersion: "7" }] to the task\'s options, and see that the ' +
        "platform has the secret; on this machine set $_FSEC_CRM_7_NONE",
    );
    assert.not.match(message, "hush");
  }
});

test.run();
