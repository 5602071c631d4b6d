import { writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { makeCertificates } from "./certificates.ts";
import { startProxy } from "./connect-proxy.ts";
import { failed } from "./failed.ts";
import { against, clientOf, startPlatform } from "./fake-platform.ts";

const test = suite("client/transport");
const certificates = makeCertificates();
const answers = { admin: { getVersion: () => ({ controlPlaneVersion: { Version: "v1" } }) } };

test("trusts the authorities of a file", async () => {
  const platform = await startPlatform({ ...answers, tls: certificates });
  const client = await clientOf(platform, { overrides: { insecure: false, caCertFile: certificates.caFile } });
  assert.is((await client.version()).version, "v1");
  client.close();
  await platform.close();
});

test("refuses a certificate of nobody it knows at once, and says what to set", async () => {
  const platform = await startPlatform({ ...answers, tls: certificates });
  const client = await clientOf(platform, { overrides: { insecure: false } });
  const error = await failed(client.version(), "unavailable");
  assert.match(error.text, /^AdminService\.GetVersion failed: the server's certificate is not trusted: /);
  assert.match(error.message, /fix: set admin\.caCertFilePath/);
  client.close();
  await platform.close();
});

test("takes any certificate when it is told to", async () => {
  const platform = await startPlatform({ ...answers, tls: certificates });
  const client = await clientOf(platform, { overrides: { insecure: false, insecureSkipVerify: true } });
  assert.is((await client.version()).version, "v1");
  client.close();
  await platform.close();
});

test("says that a server with TLS is asked without, and one without TLS with", async () => {
  const secure = await startPlatform({ ...answers, tls: certificates });
  const plain = await startPlatform(answers);
  const plainClient = await clientOf(secure);
  const secureClient = await clientOf(plain, { overrides: { insecure: false } });
  await failed(plainClient.version({ timeout: 5 }), "unavailable");
  const error = await failed(secureClient.version({ timeout: 5 }), "unavailable");
  assert.match(error.text, /does not speak gRPC as it is asked to, with or without TLS/);
  plainClient.close();
  secureClient.close();
  await secure.close();
  await plain.close();
});

test("refuses a file of certificates that holds none", async () => {
  const file = `${certificates.caFile}.empty`;
  writeFileSync(file, "nothing");
  const client = clientOf({ endpoint: "localhost:1" }, { overrides: { insecure: false, caCertFile: file } });
  const error = await failed(client, "bad-config");
  assert.is(error.text, `caCertFilePath: expected a file of PEM with certificates, got ${JSON.stringify(file)}`);
  const gone = clientOf({ endpoint: "localhost:1" }, { overrides: { caCertFile: "/no/such.pem" } });
  assert.match(
    (await failed(gone, "bad-config")).text,
    /^caCertFilePath names \/no\/such\.pem, which cannot be read: ENOENT/,
  );
});

for (const tls of [undefined, certificates]) {
  test(`goes through an HTTP proxy ${tls === undefined ? "without" : "with"} TLS`, async () => {
    const platform = await startPlatform({ ...answers, ...(tls === undefined ? {} : { tls }) });
    const proxy = await startProxy();
    const client = await clientOf(platform, {
      overrides: {
        insecure: tls === undefined,
        caCertFile: certificates.caFile,
        httpProxyUrl: `http://me:p%40ss@localhost:${proxy.port}`,
      },
    });
    assert.is((await client.version()).version, "v1");
    assert.is((await client.version()).version, "v1");
    const authorization = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
    assert.equal(proxy.asked, [{ target: platform.endpoint, authorization }]);
    client.close();
    proxy.close();
    await platform.close();
  });
}

test("says what a proxy answers that does not let it through", async () => {
  const proxy = await startProxy("407 Proxy Authentication Required");
  const overrides = { httpProxyUrl: `http://me:geheim@localhost:${proxy.port}` };
  const client = await clientOf({ endpoint: "localhost:9" }, { overrides });
  const error = await failed(client.version({ timeout: 5 }), "unavailable");
  assert.match(error.text, /the proxy answered 407 Proxy Authentication Required/);
  assert.not.match(error.message, /geheim/);
  client.close();
  proxy.close();
});

test(
  "reads answers far beyond 4 MiB",
  against(
    {
      admin: {
        getExecutionData: () => ({
          fullOutputs: {
            literals: {
              o0: {
                value: {
                  case: "scalar",
                  value: {
                    value: {
                      case: "primitive",
                      value: { value: { case: "stringValue", value: "x".repeat(8 * 1024 * 1024) } },
                    },
                  },
                },
              },
            },
          },
        }),
      },
    },
    async (_platform, client) => {
      const { outputs } = await client.executions.getData({ name: "f1" });
      const [literal] = Object.values(outputs);
      assert.is(literal?.kind === "string" && literal.value.length, 8 * 1024 * 1024);
    },
  ),
);

test(
  "pings a connection that was silent, and takes another one when it does not answer",
  against(
    answers,
    async (platform, client) => {
      assert.is((await client.version()).version, "v1");
      await new Promise((resolve) => setTimeout(resolve, 40));
      assert.is((await client.version()).version, "v1");
      platform.cut();
      assert.is((await client.version()).version, "v1");
    },
    { keepAlive: { pingInterval: 20, pingTimeout: 500 } },
  ),
);

test(
  "makes many calls at once over one connection",
  against(answers, async (_platform, client) => {
    const versions = await Promise.all(Array.from({ length: 200 }, () => client.version()));
    assert.is(versions.length, 200);
  }),
);

test.run();
