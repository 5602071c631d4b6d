/** Registration with a platform that knows who calls, and only for a while. */
import { Code, ConnectError } from "@connectrpc/connect";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { specsOf } from "../../src/compile/index.ts";
import { notRegistered } from "../../src/errors/registration.ts";
import { type RegisteredEntity, registerSpecs } from "../../src/register/register-specs.ts";
import { parseImage } from "../../src/settings/index.ts";
import { clientOf, startPlatform } from "../client/fake-platform.ts";
import { startOAuthServer } from "../client/oauth-server.ts";
import { addTask } from "../support/define.ts";

const settings = {
  project: "flytesnacks",
  domain: "development",
  version: "1",
  imageConfig: { defaultImage: parseImage("flows:1"), images: {} },
  env: {},
};
const tasks = Array.from({ length: 8 }, (_, i) => addTask(`expiring${i}`));

/** Registers all tasks with a platform whose tokens are good for so many calls. */
async function registerWith(
  callsOfToken: (token: string) => number,
): Promise<{ readonly entities: readonly RegisteredEntity[]; readonly logins: number; readonly tokens: Set<string> }> {
  const oauth = await startOAuthServer();
  const used = new Map<string, number>();
  const platform = await startPlatform({
    ...oauth.answers,
    admin: {
      createTask(_request, context) {
        const token = (context.requestHeader.get("authorization") ?? "").replace(/^Bearer /, "");
        const calls = (used.get(token) ?? 0) + 1;
        if (calls > callsOfToken(token)) throw new ConnectError(`${token} has expired`, Code.Unauthenticated);
        used.set(token, calls);
        return {};
      },
    },
  });
  const auth = { mode: "client-secret", clientId: "robot", clientSecret: "geheim" } as const;
  const client = await clientOf(platform, { overrides: { auth } });
  try {
    const all = { concurrency: 4, skipErrors: false, activates: () => false };
    const entities = await registerSpecs(client, await specsOf(tasks, settings), all);
    return { entities, logins: oauth.forms.length, tokens: new Set(used.keys()) };
  } finally {
    client.close();
    await platform.close();
    oauth.close();
  }
}

const test = suite("register: tokens that expire");

test("another token is fetched when one expires in the middle, once for all calls that wait", async () => {
  const { entities, logins, tokens } = await registerWith((token) => (token === "" ? 0 : 5));
  assert.equal(new Set(entities.map(({ outcome }) => outcome)), new Set(["registered"]));
  assert.is(entities.length, 8);
  assert.equal([...tokens], ["access-1", "access-2"]);
  assert.is(logins, 2);
});

test("a platform that takes no token ends it, and what to do is said", async () => {
  const { entities } = await registerWith(() => 0);
  const error = entities.find(({ outcome }) => outcome === "failed")?.error;
  assert.is(error?.code, "unauthenticated");
  if (error === undefined) return;
  const told = notRegistered("task flows.expiring0", error, 0, 8);
  assert.match(
    told.text,
    /^task flows\.expiring0 cannot be registered: AdminService\.CreateTask failed with UNAUTHENTICATED/,
  );
  assert.not.match(told.message, /access-\d/);
  assert.match(told.remedy ?? "", /log in again: .*; run the command again then, it goes on with what is left$/);
});

test.run();
