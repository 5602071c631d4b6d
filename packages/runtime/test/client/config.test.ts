import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  type ClientConfig,
  type ReadConfigOptions,
  readClientConfig,
  sandboxConfig,
  storageConnection,
} from "../../src/client/index.ts";
import { storageAccess } from "../../src/index.ts";
import { s3Settings } from "../../src/storage/connection.ts";
import { failed } from "./failed.ts";

const test = suite("client/config");

interface Machine {
  readonly files?: { readonly [path: string]: string };
  readonly env?: { readonly [name: string]: string };
}

/** Reads the configuration of a machine that has these files and variables; `~` is its home. */
function read({ files = {}, env = {} }: Machine, options: ReadConfigOptions = {}): Promise<ClientConfig> {
  const root = mkdtempSync(join(tmpdir(), "tsflyte-config-"));
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  mkdirSync(join(root, "cwd"), { recursive: true });
  return readClientConfig({ env, cwd: join(root, "cwd"), home: join(root, "home"), ...options });
}

test("has defaults for everything", async () => {
  assert.equal(await read({}), {
    endpoint: "localhost:30080",
    insecure: false,
    insecureSkipVerify: false,
    project: "flytesnacks",
    domain: "development",
    auth: { mode: "pkce", command: [], proxyCommand: [], scopes: [] },
    storage: {
      s3: { disableSsl: false, retries: 3, backoffSeconds: 5, enableDebug: false },
      gcs: { gsutilParallelism: false },
      azure: {},
    },
    local: { cacheEnabled: true, cacheOverwrite: false },
  });
});

const yaml = `
admin:
  # the platform
  endpoint: dns:///flyte.example.com:443
  insecure: false
  insecureSkipVerify: true
  caCertFilePath: certs/ca.pem
  httpProxyURL: http://proxy:3128
  authType: ClientSecret
  clientId: robot
  clientSecretLocation: ../secret
  scopes: [all, offline]
  audience: flyte
  command: [get-token, --for, flyte]
  proxyCommand: [get-proxy-token]
console:
  endpoint: https://console.example.com
task:
  project: p
  domain: d
storage:
  connection:
    endpoint: http://minio:9000
    access-key: key
    secret-key: geheim
    addressing-style: path
`;

test("reads every setting of YAML", async () => {
  const config = await read({ files: { "home/.flyte/config.yaml": yaml, secret: "s3cret\n" } });
  assert.is(config.endpoint, "flyte.example.com:443");
  assert.is(config.insecureSkipVerify, true);
  assert.match(config.caCertFile ?? "", /cwd\/certs\/ca\.pem$/);
  assert.is(config.httpProxyUrl, "http://proxy:3128");
  assert.is(config.consoleEndpoint, "https://console.example.com");
  assert.is(`${config.project}/${config.domain}`, "p/d");
  const { clientSecret, ...auth } = config.auth;
  assert.is(clientSecret?.reveal(), "s3cret");
  assert.equal(auth, {
    mode: "client-secret",
    command: ["get-token", "--for", "flyte"],
    proxyCommand: ["get-proxy-token"],
    clientId: "robot",
    scopes: ["all", "offline"],
    audience: "flyte",
  });
  const { secretAccessKey, ...s3 } = config.storage.s3;
  assert.is(secretAccessKey?.reveal(), "geheim");
  assert.equal(s3, {
    endpoint: "http://minio:9000",
    accessKeyId: "key",
    addressingStyle: "path",
    disableSsl: false,
    retries: 3,
    backoffSeconds: 5,
    enableDebug: false,
  });
  assert.match(config.file ?? "", /config\.yaml$/);
});

const ini = `
[platform]
url = dns:///old.example.com
insecure = True
; a comment
[credentials]
client_id: robot
client_secret = geheim
auth_mode = basic
scopes = all, offline
[aws]
retries = 7
enable_debug = yes
[azure]
storage_account_name = account
[local]
cache_enabled = false
`;

test("reads INI, with its own names", async () => {
  const config = await read({ files: { "home/.flyte/config": ini } });
  assert.is(config.endpoint, "old.example.com");
  assert.is(config.insecure, true);
  assert.is(config.auth.mode, "client-secret");
  assert.is(config.auth.clientSecret?.reveal(), "geheim");
  assert.equal(config.auth.scopes, ["all", "offline"]);
  assert.is(config.storage.s3.retries, 7);
  assert.is(config.storage.s3.enableDebug, true);
  assert.is(config.storage.azure.accountName, "account");
  assert.is(config.local.cacheEnabled, false);
});

test("lets options win over the environment, and that over the file", async () => {
  const files = { "home/.flyte/config.yaml": "admin:\n  endpoint: file:1\n  insecure: false\n  clientId: of-file\n" };
  const env = {
    FLYTE_PLATFORM_URL: "env:2",
    FLYTE_PLATFORM_INSECURE: "true",
    FLYTE_CREDENTIALS_AUTH_MODE: "DeviceFlow",
    FLYTE_CREDENTIALS_COMMAND: '["a b", "c"]',
    FLYTE_CREDENTIALS_PROXY_COMMAND: "get token",
    FLYTE_DEFAULT_PROJECT: "of-env",
    FLYTE_AWS_SECRET_ACCESS_KEY: "geheim",
  };
  assert.is((await read({ files })).endpoint, "file:1");
  const config = await read({ files, env }, { overrides: { domain: "of-options", auth: { scopes: ["mine"] } } });
  assert.is(config.endpoint, "env:2");
  assert.is(config.insecure, true);
  assert.is(config.auth.mode, "device-flow");
  assert.is(config.auth.clientId, "of-file");
  assert.equal(config.auth.command, ["a b", "c"]);
  assert.equal(config.auth.proxyCommand, ["get", "token"]);
  assert.equal(config.auth.scopes, ["mine"]);
  assert.is(`${config.project}/${config.domain}`, "of-env/of-options");
  assert.is((await read({ files, env }, { overrides: { endpoint: "https://options:3/" } })).endpoint, "options:3");
});

test("takes the first file of Flyte's order", async () => {
  const file = (endpoint: string): string => `admin:\n  endpoint: ${endpoint}\n`;
  const files = {
    "cwd/named.yaml": file("named"),
    "cwd/overriding.yaml": file("overriding"),
    "cwd/of-variable.yml": file("variable"),
    "cwd/flytekit.config": "[platform]\nurl = here\n",
    "home/.flyte/config": "[platform]\nurl = home-ini\n",
    "home/.flyte/config.yaml": file("home-yaml"),
  };
  const env = { _FLYTECTL_CONFIG_PYFLYTE_OVERRIDE: "overriding.yaml", FLYTECTL_CONFIG: "of-variable.yml" };
  assert.is((await read({ files, env }, { configFile: "named.yaml" })).endpoint, "named");
  assert.is((await read({ files, env })).endpoint, "overriding");
  assert.is((await read({ files, env: { FLYTECTL_CONFIG: "of-variable.yml" } })).endpoint, "variable");
  assert.is((await read({ files })).endpoint, "here");
  const { "cwd/flytekit.config": _here, ...further } = files;
  assert.is((await read({ files: further })).endpoint, "home-ini");
  const { "home/.flyte/config": _ini, ...last } = further;
  assert.is((await read({ files: last })).endpoint, "home-yaml");
  assert.is((await read({ files }, { configFile: false })).endpoint, "localhost:30080");
});

test("reads a secret from the variable that the file names", async () => {
  const files = { "cwd/c.yaml": "admin:\n  clientSecretEnvVar: ROBOT\n" };
  const config = await read({ files, env: { ROBOT: "geheim" } }, { configFile: "c.yaml" });
  assert.is(config.auth.clientSecret?.reveal(), "geheim");
  const error = await failed(read({ files }, { configFile: "c.yaml" }), "bad-config");
  assert.is(error.text, 'admin.clientSecretEnvVar: expected the name of a variable that is set, got "ROBOT"');
});

const wrong: readonly (readonly [name: string, text: string, error: RegExp, where: RegExp])[] = [
  ["c.yaml", "admin:\n  insecure: maybe\n", /^admin\.insecure: expected true or false, got "maybe"$/, /c\.yaml:2\)$/],
  ["c.yaml", "admin:\n  endpoint: a b\n", /^admin\.endpoint: expected host or host:port, got "a b"$/, /c\.yaml:2\)$/],
  ["c.yaml", "admin:\n\n  authType: Magic\n", /^admin\.authType: expected Pkce, DeviceFlow/, /c\.yaml:3\)$/],
  ["c.yaml", "admin:\n  clientId: [a]\n", /^admin\.clientId: expected a text$/, /c\.yaml:2\)$/],
  ["c.yaml", "admin: [\n", /^The configuration .*c\.yaml cannot be read: /, /c\.yaml:2$/],
  ["c.yaml", "just a text\n", /cannot be read: expected a map of sections$/, /c\.yaml:1$/],
  ["c.config", "url = a\n", /cannot be read: line 1 stands before the first \[section\]$/, /c\.config:1$/],
  [
    "c.config",
    "[platform]\nurl\n",
    /cannot be read: line 2 is neither \[section\] nor option = value$/,
    /c\.config:2$/,
  ],
  [
    "c.config",
    "[aws]\nretries = many\n",
    /^aws\.retries: expected a number, not negative, got "many"$/,
    /c\.config:2\)$/,
  ],
  [
    "c.yaml",
    "admin:\n  clientSecretLocation: /no/such\n",
    /names \/no\/such, which cannot be read: ENOENT/,
    /c\.yaml:2\)$/,
  ],
];

for (const [name, text, message, where] of wrong) {
  test(`names the file and the line of ${JSON.stringify(text)}`, async () => {
    const error = await failed(read({ files: { [`cwd/${name}`]: text } }, { configFile: name }), "bad-config");
    assert.match(error.text, message);
    assert.match(error.where.at(-1) ?? "", where);
    assert.ok(error.remedy);
  });
}

test("says which file was asked for, and by what, when it is not there", async () => {
  const error = await failed(read({ env: { FLYTECTL_CONFIG: "/no/such.yaml" } }), "bad-config");
  assert.match(error.text, /^The configuration \/no\/such\.yaml cannot be read: ENOENT/);
  assert.equal(error.where, ["variable FLYTECTL_CONFIG"]);
});

test("names the variable of the environment that is wrong", async () => {
  const error = await failed(read({ env: { FLYTE_PLATFORM_INSECURE: "perhaps" } }), "bad-config");
  assert.is(error.text, 'FLYTE_PLATFORM_INSECURE: expected true or false, got "perhaps"');
});

test("refuses a proxy that is none of HTTP", async () => {
  const error = await failed(read({}, { overrides: { httpProxyUrl: "socks5://p" } }), "bad-config");
  assert.is(error.text, "httpProxyURL: expected http://host:port");
});

test("takes an empty file for none, and lines of INI that go on", async () => {
  assert.is(
    (await read({ files: { "cwd/c.yaml": "# nothing\n" } }, { configFile: "c.yaml" })).endpoint,
    "localhost:30080",
  );
  const files = { "cwd/c": "[credentials]\nscopes = all,\n  offline\n" };
  assert.equal((await read({ files }, { configFile: "c" })).auth.scopes, ["all", "offline"]);
});

test("knows the sandbox", async () => {
  const config = await sandboxConfig();
  assert.is(config.endpoint, "localhost:30080");
  assert.is(config.insecure, true);
  assert.is(config.storage.s3.endpoint, "http://localhost:30002");
});

test("says how S3 is reached in the words of the file, for whoever makes access to it", async () => {
  const connection = [
    "endpoint: minio:9000",
    "access-key: key",
    "secret-key: geheim",
    "region: here",
    "disable-ssl: true",
  ];
  const files = { "cwd/c.yaml": `storage:\n  connection:\n    ${connection.join("\n    ")}\n` };
  const config = await read({ files }, { configFile: "c.yaml" });
  assert.equal(storageConnection(config), {
    endpoint: "minio:9000",
    "access-key": "key",
    "secret-key": "geheim",
    region: "here",
    "disable-ssl": true,
  });
  await storageAccess({ rawOutputPrefix: "s3://bucket/x", connection: storageConnection(config) });
  assert.is(s3Settings({}).endpoint, "http://minio:9000");
  await storageAccess({ rawOutputPrefix: "s3://bucket/x", connection: {} });
});

test.run();
