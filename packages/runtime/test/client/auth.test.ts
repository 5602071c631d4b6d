import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { logInByDeviceFlow } from "../../src/client/auth/device-flow.ts";
import type { ClientOptions, FlyteClient } from "../../src/client/index.ts";
import { failed } from "./failed.ts";
import { clientOf, type FakePlatform, startPlatform } from "./fake-platform.ts";
import { type OAuthServer, startOAuthServer } from "./oauth-server.ts";

const test = suite("client/auth");

interface Scene {
  readonly oauth: OAuthServer;
  readonly platform: FakePlatform;
  readonly folder: string;
  /** What the user was told. */
  readonly told: string[];
  client(options?: ClientOptions): Promise<FlyteClient>;
}

/** Runs a test with a platform that lets nobody in without a token. */
function scene(run: (scene: Scene) => Promise<void>, header = ""): () => Promise<void> {
  return async () => {
    const oauth = await startOAuthServer(header);
    const platform = await startPlatform(oauth.answers);
    const folder = join(mkdtempSync(join(tmpdir(), "tsflyte-auth-")), "tokens");
    const told: string[] = [];
    const clients: FlyteClient[] = [];
    try {
      await run({
        oauth,
        platform,
        folder,
        told,
        async client(options = {}) {
          const client = await clientOf(platform, {
            tokenFolder: folder,
            notify: (text) => told.push(text),
            openBrowser: async (url) => {
              setTimeout(() => oauth.browse(url), 5);
              return true;
            },
            ...options,
          });
          clients.push(client);
          return client;
        },
      });
    } finally {
      for (const client of clients) client.close();
      await platform.close();
      oauth.close();
    }
  };
}

const secretAuth = { mode: "client-secret", clientId: "robot/1", clientSecret: "geheim&co" } as const;

test(
  "logs in with the browser, keeps the token in a file of the user's alone, and uses it again",
  scene(async ({ oauth, folder, client, told, platform }) => {
    assert.is((await (await client()).version()).version, "access-2");
    const [form] = oauth.forms;
    assert.is(form?.["grant_type"], "authorization_code");
    assert.is(form?.["client_id"], "flytectl");
    assert.match(form?.["redirect_uri"] ?? "", /^http:\/\/localhost:\d+\/callback$/);
    assert.match(told[0] ?? "", /^Log in with the browser\. If none has opened, open http/);
    assert.match(told[0] ?? "", /code_challenge_method=S256&audience=flyte/);
    const [file = ""] = readdirSync(folder);
    assert.is(statSync(join(folder, file)).mode & 0o777, 0o600);
    assert.is(statSync(folder).mode & 0o777, 0o700);
    assert.is((await (await client()).version()).version, "access-2");
    assert.is(oauth.forms.length, 1);
    assert.is(platform.calls.filter(({ method }) => method === "GetVersion").length, 3);
  }),
);

test(
  "refreshes a token that is over before it is sent, and one that is refused",
  scene(async ({ oauth, client }) => {
    oauth.lifetime = 5;
    const first = await client();
    assert.is((await first.version()).version, "access-2");
    oauth.lifetime = 3600;
    assert.is((await first.version()).version, "access-3");
    assert.equal(oauth.forms[1], {
      grant_type: "refresh_token",
      refresh_token: "refresh-2",
      client_id: "flytectl",
      scope: "offline all",
    });
    oauth.valid.clear();
    assert.is((await first.version()).version, "access-4");
    assert.is(oauth.forms[2]?.["refresh_token"], "refresh-3");
  }),
);

test(
  "logs in again when the refresh token is not taken any more",
  scene(async ({ oauth, client, told }) => {
    const first = await client();
    await first.version();
    oauth.valid.clear();
    oauth.refusals.push({ status: 400, body: '{"error":"invalid_grant"}' });
    assert.is((await first.version()).version, "access-4");
    assert.is(told.length, 2);
  }),
);

test(
  "logs in once for all calls that wait for it",
  scene(async ({ oauth, client, told }) => {
    const one = await client();
    const versions = await Promise.all(Array.from({ length: 20 }, () => one.version()));
    assert.equal(new Set(versions.map(({ version }) => version)), new Set(["access-2"]));
    assert.is(oauth.forms.length, 1);
    assert.is(told.length, 1);
  }),
);

test(
  "takes the token that another process has got meanwhile",
  scene(async ({ oauth, client }) => {
    const [first, second] = [await client(), await client()];
    await first.version();
    assert.is((await second.version()).version, "access-2");
    assert.is(oauth.forms.length, 1);
  }),
);

test(
  "refuses a redirect of another login",
  scene(async ({ client, oauth }) => {
    const one = await client({
      openBrowser: async (url) => {
        setTimeout(() => oauth.browse(url, (back) => back.searchParams.set("state", "other")), 5);
        return true;
      },
    });
    const error = await failed(one.version(), "login-failed");
    assert.is(error.text, "Cannot log in by PKCE: the browser came back from another login than this one");
  }),
);

test(
  "says why the authorization server let the user not in",
  scene(async ({ client, oauth }) => {
    const one = await client({
      openBrowser: async (url) => {
        setTimeout(() => {
          oauth.browse(url, (back) => {
            back.searchParams.delete("code");
            back.searchParams.set("error", "access_denied");
            back.searchParams.set("error_description", "not in the group");
          });
        }, 5);
        return true;
      },
    });
    const error = await failed(one.version(), "login-failed");
    assert.is(error.text, "Cannot log in by PKCE: access_denied: not in the group");
    assert.match(error.message, /fix: log in as somebody who may use the platform/);
  }),
);

test(
  "prints the page where no browser opens, and gives the user up after a while",
  scene(async ({ client, told }) => {
    const one = await client({ openBrowser: async () => false, loginTimeout: 0.05 });
    const error = await failed(one.version(), "login-failed");
    assert.is(error.text, "Cannot log in by PKCE: nobody logged in within 0.05 seconds");
    assert.match(told[0] ?? "", /^Open this page to log in: http/);
  }),
);

test(
  "stops waiting for a login when the call is aborted, and when the client is closed",
  scene(async ({ client }) => {
    const one = await client({ openBrowser: async () => true });
    await failed(one.version({ signal: AbortSignal.timeout(30) }), "cancelled");
    const waiting = failed(one.version(), "cancelled");
    setTimeout(() => one.close(), 20);
    await waiting;
  }),
);

test(
  "asks until the code was entered on another device",
  scene(async ({ oauth, client, told }) => {
    oauth.refusals.push(
      { status: 400, body: '{"error":"authorization_pending"}' },
      { status: 428, body: '{"error":"authorization_pending"}' },
    );
    const one = await client({ overrides: { auth: { mode: "device-flow" } } });
    assert.is((await one.version()).version, "access-1");
    assert.is(
      told[0],
      "To log in, open https://login.example/device and enter the code ABCD-EFGH, or open https://login.example/device?code=ABCD-EFGH",
    );
    assert.is(oauth.forms[2]?.["device_code"], "device-secret");
    assert.is(oauth.forms[2]?.["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
  }),
);

test("asks a server more slowly that finds it too much", async () => {
  const oauth = await startOAuthServer();
  const refuse = { status: 400, body: '{"error":"slow_down"}' };
  oauth.refusals.push(refuse, refuse);
  const server = {
    authorizationEndpoint: "",
    tokenEndpoint: `${oauth.url}/token`,
    deviceAuthorizationEndpoint: `${oauth.url}/device`,
    clientId: "flytectl",
    redirectUri: "",
    scopes: [],
    audience: "",
    header: "authorization",
  };
  const connection = { endpoint: "", insecure: true, insecureSkipVerify: false };
  const signal = new AbortController().signal;
  const started = performance.now();
  const token = await logInByDeviceFlow(server, { connection, signal, notify: () => {}, timeout: 5000 }, 0.05);
  assert.is(token.accessToken, "access-1");
  // 10, then 60, then 110 milliseconds.
  assert.ok(performance.now() - started >= 170);
  oauth.close();
});

test(
  "gives up a device whose code was refused, or that nobody entered",
  scene(async ({ oauth, client }) => {
    oauth.refusals.push({ status: 400, body: '{"error":"access_denied"}' });
    const one = await client({ overrides: { auth: { mode: "device-flow" } } });
    assert.is((await failed(one.version(), "login-failed")).text, "Cannot log in by DeviceFlow: access_denied");
    oauth.refusals.push(
      ...Array.from({ length: 50 }, () => ({ status: 400, body: '{"error":"authorization_pending"}' })),
    );
    const hasty = await client({ overrides: { auth: { mode: "device-flow" } }, loginTimeout: 0.05 });
    const error = await failed(hasty.version(), "login-failed");
    assert.is(error.text, "Cannot log in by DeviceFlow: nobody entered the code in time");
  }),
);

test(
  "gets a program's token for its id and secret, keeps it in memory alone, and another one when it is over",
  scene(async ({ oauth, client, folder }) => {
    oauth.lifetime = 5;
    const one = await client({ overrides: { auth: { ...secretAuth, scopes: ["all"], audience: "mine" } } });
    assert.is((await one.version()).version, "access-1");
    const basic = Buffer.from("robot%2F1:geheim%26co").toString("base64");
    assert.is(oauth.authorizations[0], `Basic ${basic}`);
    assert.equal(oauth.forms[0], { grant_type: "client_credentials", scope: "all", audience: "mine" });
    assert.is((await one.version()).version, "access-2");
    assert.not.ok(existsSync(folder));
  }),
);

test(
  "puts the token into the header that the platform names",
  scene(async ({ client, platform }) => {
    const one = await client({ overrides: { auth: secretAuth } });
    await one.version();
    const last = platform.calls.at(-1);
    assert.is(last?.headers.get("flyte-authorization"), "Bearer access-1");
    assert.is(last?.headers.get("authorization"), null);
  }, "flyte-authorization"),
);

test(
  "shows neither secrets nor tokens, wherever the server repeats them",
  scene(async ({ oauth, client }) => {
    const one = await client({ overrides: { auth: secretAuth } });
    await one.version();
    const { version } = one;
    oauth.valid.clear();
    oauth.valid.add = () => oauth.valid;
    const error = await failed(version(), "unauthenticated");
    assert.match(error.text, /UNAUTHENTICATED: token "\[redacted\]" is not valid$/);
    const shown = inspect(error, { depth: 9 }) + inspect(one.config, { depth: 9 }) + JSON.stringify(one.config);
    assert.not.match(shown, /geheim|access-\d|refresh-\d/);
    oauth.refusals.push({ status: 401, body: '{"error":"invalid_client","error_description":"who?"}' });
    const refused = await failed((await client({ overrides: { auth: secretAuth } })).version(), "login-failed");
    assert.is(refused.text, "Cannot log in by ClientSecret: invalid_client: who?");
    assert.match(refused.message, /fix: check the client's id and secret/);
    assert.not.match(inspect(refused, { depth: 9 }), /geheim/);
  }),
);

test(
  "says what an authorization server answers that is none",
  scene(async ({ oauth, client }) => {
    oauth.refusals.push({ status: 502, body: "<html>" }, { status: 200, body: "<html>" }, { status: 200, body: "{}" });
    const texts: string[] = [];
    for (let index = 0; index < 3; index++) {
      const one = await client({ overrides: { auth: secretAuth } });
      texts.push((await failed(one.version(), "login-failed")).text.replace(/localhost:\d+/, "HOST"));
    }
    assert.equal(texts, [
      "Cannot log in by ClientSecret: HOST answered with status 502",
      "Cannot log in by ClientSecret: HOST answered with something that is no JSON",
      "Cannot log in by ClientSecret: the answer has no access_token",
    ]);
  }),
);

test(
  "says which part of a login is not configured",
  scene(async ({ client }) => {
    const secretless = await client({ overrides: { auth: { mode: "client-secret", clientId: "robot" } } });
    assert.is(
      (await failed(secretless.version(), "login-failed")).text,
      "Cannot log in by ClientSecret: the client's secret is not configured",
    );
    const nameless = await client({ overrides: { auth: { mode: "client-secret", clientSecret: "x" } } });
    assert.match((await failed(nameless.version(), "login-failed")).text, /the client's id is not configured/);
    const programless = await client({ overrides: { auth: { mode: "external-command" } } });
    assert.match((await failed(programless.version(), "login-failed")).text, /the program is not configured/);
  }),
);

test(
  "takes tokens that programs print, for the platform and for a proxy in front of it",
  scene(async ({ oauth, client, platform }) => {
    oauth.valid.add("printed");
    const command = [process.execPath, "-e", "console.log('printed')"];
    const proxyCommand = [process.execPath, "-e", "console.log('for-the-proxy')"];
    const one = await client({ overrides: { auth: { mode: "external-command", command, proxyCommand } } });
    assert.is((await one.version()).version, "printed");
    assert.equal(
      platform.calls.map(({ headers }) => headers.get("proxy-authorization")),
      platform.calls.map(() => "Bearer for-the-proxy"),
    );
  }),
);

test(
  "says why a program gave no token",
  scene(async ({ client }) => {
    const textOf = async (script: string): Promise<string> => {
      const command = [process.execPath, "-e", script];
      const one = await client({ overrides: { auth: { mode: "external-command", command } } });
      return (await failed(one.version(), "login-failed")).text.replace(process.execPath, "node");
    };
    assert.is(await textOf("process.exit(3)"), "The program node printed no token: it exited with 3");
    assert.is(await textOf(""), "The program node printed no token: its output is empty");
    assert.is(
      await textOf("console.log('a b')"),
      "The program node printed no token: its output has more than one word",
    );
    const missing = await client({ overrides: { auth: { mode: "external-command", command: ["/no/such"] } } });
    assert.match((await failed(missing.version(), "login-failed")).text, /ENOENT/);
  }),
);

test(
  "logs in anew where the kept token cannot be read",
  scene(async ({ folder, client }) => {
    await (await client()).version();
    const [file = ""] = readdirSync(folder);
    const path = join(folder, file);
    writeFileSync(path, "{");
    assert.is((await (await client()).version()).version, "access-4");
    assert.is(JSON.parse(readFileSync(path, "utf8")).accessToken, "access-4");
  }),
);

test.run();
