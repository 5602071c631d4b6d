/** Secrets are planted wherever one may lie, and no output, error document, deck or row of a database holds one. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createFlyteClient } from "../../runtime/src/client/index.ts";
import { startDevServer } from "../../runtime/src/dev/index.ts";
import {
  Code,
  ConnectError,
  type FakePlatform,
  type HandlerContext,
  startPlatform,
} from "../../runtime/test/client/fake-platform.ts";
import { makeProject, runCommand } from "./support/remote-project.ts";

/** What every planted secret has in it. */
const mark = "PLANTED";
const planted = (name: string): string => `${mark}-${name}-0123456789`;

const flows = `
import { currentContext, html, task, type FlyteFile, type Int } from "@tsflyte/runtime";
export const add = task(async (a: Int): Promise<Int> => a + 1);
export const words = task(async (file: FlyteFile<"txt">): Promise<Int> => (await file.text()).length);
const options = { secretRequests: [{ group: "db", key: "password" }], enableDeck: true };
export const failing = task(options, async (): Promise<void> => {
  const { secrets, logger, decks } = currentContext();
  if (secrets.get("password", { group: "db" }) .length !== ${planted("secret").length}) throw new Error("it is another secret");
  logger.info("connected");
  decks.deck("Rows").append(html\`<p>one</p>\`);
  throw new Error("no connection");
});
export const missing = task({ secretRequests: [{ group: "db", key: "password" }] }, async (): Promise<string> =>
  currentContext().secrets.get("nothing", { group: "db" }));
`;

/** What a machine may have set. */
const env = {
  FLYTE_CREDENTIALS_AUTH_MODE: "client_credentials",
  FLYTE_CREDENTIALS_CLIENT_ID: "robot",
  FLYTE_CREDENTIALS_CLIENT_SECRET: planted("client-secret"),
  FLYTE_AWS_ACCESS_KEY_ID: planted("access-key"),
  FLYTE_AWS_SECRET_ACCESS_KEY: planted("aws-secret"),
  FLYTE_AZURE_STORAGE_ACCOUNT_KEY: planted("azure"),
  AWS_SESSION_TOKEN: planted("session"),
  FLYTE_SECRETS_ENV_PREFIX: "_FSEC_",
  _FSEC_DB_PASSWORD: planted("secret"),
};

const verbs: readonly (readonly string[])[] = [
  ["register", "src", "--image", "x:1", "--json"],
  ["register", "src", "--image", "x:1", "--copy", "none", "-v", "1"],
  ["run", "--remote", "--image", "x:1", "--copy", "none", "-v", "1", "src/flows.ts", "add", "--a", "1", "--wait"],
  ["run", "--remote", "--image", "x:1", "-v", "1", "src/flows.ts", "words", "--file", "text.txt"],
  ["executions", "list"],
  ["executions", "get", "some"],
  ["executions", "watch", "some"],
  ["executions", "abort", "some"],
  ["executions", "relaunch", "some"],
  ["executions", "recover", "some"],
  ["executions", "signal", "some", "gate", "1"],
  ["get", "tasks"],
  ["get", "workflows", "some", "1", "--json"],
  ["launchplan", "activate", "some"],
];

/** An authorization server and an object store that repeat what they were sent, as careless ones do. */
async function startCareless(): Promise<{ readonly url: string; refuses: boolean; close(): void }> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const echo = `${request.url} ${request.headers.authorization} ${body.slice(0, 1000)}`;
    if (request.url?.startsWith("/token") !== true) return response.writeHead(403).end(`denied: ${echo}`);
    if (careless.refuses)
      return response.writeHead(400).end(JSON.stringify({ error: "invalid", error_description: echo }));
    const token = { access_token: planted("access"), refresh_token: planted("refresh"), expires_in: 3600 };
    return response.end(JSON.stringify({ ...token, token_type: "bearer" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const careless = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    refuses: false,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return careless;
}

/** A platform that lets the token in, and repeats it in the error of every call. */
function careless(url: string): Promise<FakePlatform> {
  const refuse = (_request: unknown, { requestHeader }: HandlerContext): never => {
    const sent = requestHeader.get("authorization");
    throw new ConnectError(`no: ${sent}`, sent === null ? Code.Unauthenticated : Code.InvalidArgument);
  };
  const all = new Proxy({}, { get: () => refuse, has: () => true }) as never;
  return startPlatform({
    auth: {
      getOAuth2Metadata: () => ({ authorizationEndpoint: `${url}/authorize`, tokenEndpoint: `${url}/token` }),
      getPublicClientConfig: () => ({ clientId: "flytectl", scopes: ["all"] }),
    },
    admin: all,
    signals: all,
    dataProxy: {
      createUploadLocation(_request, { requestHeader }) {
        if (requestHeader.get("authorization") === null) throw new ConnectError("who?", Code.Unauthenticated);
        return {
          signedUrl: `${url}/bucket/code?X-Amz-Signature=${planted("signature")}`,
          nativeUrl: "s3://bucket/code",
        };
      },
    },
  });
}

const test = suite("secrets");

test("no verb prints one, whatever the platform answers, with --debug too", async () => {
  const server = await startCareless();
  const platform = await careless(server.url);
  const folder = makeProject({ "src/flows.ts": flows, "text.txt": "one two" });
  for (const args of verbs) {
    const { status, out, err } = await runCommand(folder, platform.endpoint, [...args, "--debug"], env);
    assert.is(status, 1, `${args.join(" ")}: ${err}`);
    assert.match(err, /error\[/);
    assert.not.match(out + err, mark, `${args.join(" ")} prints a secret: ${out}${err}`);
  }
  assert.ok(platform.calls.some(({ headers }) => headers.get("authorization")?.includes(planted("access"))));
  server.refuses = true;
  const refused = await runCommand(folder, platform.endpoint, ["get", "tasks", "--debug"], env);
  assert.match(refused.err, /error\[login-failed\]/);
  assert.not.match(refused.err, mark, refused.err);
  await platform.close();
  server.close();
});

test("nor does a configuration that cannot be read show one", async () => {
  const folder = makeProject({});
  const configs = [
    `admin:\n  endpoint: localhost:1\nstorage:\n  connection:\n    secret-key: ${planted("file")}\n   access-key: [\n`,
    `admin:\n  endpoint: localhost:1\n  insecure: ${planted("misplaced")}: x\n`,
    `[credentials]\nclient_secret = ${planted("ini")}\nnonsense\n`,
  ];
  for (const [index, text] of configs.entries()) {
    const file = join(folder, `config${index}${text.startsWith("[") ? ".config" : ".yaml"}`);
    writeFileSync(file, text);
    const { status, out, err } = await runCommand(folder, "", ["get", "tasks", "--config", file, "--debug"], {
      FLYTE_PLATFORM_URL: "localhost:1",
    });
    assert.is(status, 1, err);
    assert.not.match(out + err, mark, err);
  }
});

test("nor does a container leave one in what it writes", async () => {
  const folder = makeProject({ "src/flows.ts": flows });
  const state = mkdtempSync(join(tmpdir(), "tsflyte-secrets-"));
  Object.assign(process.env, env);
  const lines: string[] = [];
  const server = await startDevServer({
    folder: state,
    images: new Map([["*", folder]]),
    onLog: (line) => lines.push(line),
  });
  const client = await createFlyteClient({
    env: {},
    configFile: false,
    overrides: { endpoint: server.endpoint, insecure: true },
  });
  try {
    const run = async (name: string): Promise<string> => {
      const args = ["run", "--remote", "--image", "x:1", "--debug", "src/flows.ts", name, "--wait"];
      const { status, out, err } = await runCommand(folder, server.endpoint, [...args, "--name", `run-${name}`], env);
      assert.is(status, 1, err);
      const shown = await runCommand(folder, server.endpoint, ["executions", "get", `run-${name}`, "--debug"], env);
      return out + err + shown.out + shown.err;
    };
    const text = (await run("failing")) + (await run("missing"));
    assert.match(text, /no connection/, text);
    assert.match(text, /nothing/);
    assert.not.match(text + lines.join("\n"), mark);
    for await (const { closure } of client.executions.list()) assert.not.match(JSON.stringify(closure), mark);
  } finally {
    client.close();
    await server.close();
    for (const name of Object.keys(env)) delete process.env[name];
  }
  const written = filesBelow(state).filter((path) => /error\.pb$|deck\.html$|outputs\.pb$|inputs\.pb$/.test(path));
  assert.ok(written.some((path) => path.endsWith("error.pb")));
  assert.ok(written.some((path) => path.endsWith("deck.html")));
  for (const path of written) assert.not(readFileSync(path, "latin1").includes(mark), path);
});

function filesBelow(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

test.run();
