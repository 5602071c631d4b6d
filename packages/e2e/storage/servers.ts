/** Storage servers of each kind, started on free ports of this machine and ended by the tests that started them. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CuttingProxy, startProxy } from "./cutting-proxy.ts";

/** A running server, and how it is reached. */
export interface StorageServer {
  /** Such as `s3://bucket`. */
  readonly root: string;
  /** The URI of a bucket that is not there. */
  readonly missing: string;
  /** The variables that a process needs to reach it. */
  readonly env: { readonly [name: string]: string };
  /** Whether it tells a bucket that is not there from an object that is not there. */
  readonly tellsBuckets: boolean;
  /** The variables that make its credentials wrong; `undefined` where it takes any. */
  readonly wrong: { readonly [name: string]: string } | undefined;
  /** A text of the credentials that no error may show. */
  readonly secret: string;
  readonly proxy: CuttingProxy;
  stop(): Promise<void>;
}

const cache = join(import.meta.dirname, "../../../.cache/bin");

/** Where `scripts/storage-servers.ts` puts the servers that are written in Go. */
export function serverBinary(name: string): string | undefined {
  const path = join(cache, name);
  return existsSync(path) ? path : undefined;
}

interface Launch {
  readonly command: string;
  readonly args: (port: number, folder: string, proxyPort: number) => readonly string[];
  readonly describe: (proxyPort: number) => Omit<StorageServer, "proxy" | "stop">;
}

async function launch({ command, args, describe }: Launch): Promise<StorageServer> {
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-storage-"));
  const port = await freePort();
  const proxy = await startProxy(port);
  const child = spawn(command, args(port, folder, proxy.port), { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  child.stdout.on("data", (data) => (log = (log + data).slice(-4000)));
  child.stderr.on("data", (data) => (log = (log + data).slice(-4000)));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async (): Promise<void> => {
    proxy.close();
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  process.on("exit", () => child.kill("SIGKILL"));
  await answering(port, child).catch((error: unknown) => {
    throw new Error(`${command} does not answer: ${String(error)}\n${log}`);
  });
  return { ...describe(proxy.port), proxy, stop };
}

/** An S3 server. */
export function startS3(): Promise<StorageServer> {
  const [access, secret] = ["tester", "not-to-be-shown-s3"];
  return launch({
    command: serverBinary("versitygw") ?? "versitygw",
    args: (port, folder) => {
      mkdirSync(join(folder, "data/bucket"), { recursive: true });
      mkdirSync(join(folder, "meta"));
      const keys = ["--access", access, "--secret", secret, "--quiet"];
      return ["--port", `127.0.0.1:${port}`, ...keys, "posix", "--sidecar", join(folder, "meta"), join(folder, "data")];
    },
    describe: (port) => ({
      root: "s3://bucket",
      tellsBuckets: true,
      missing: "s3://no-such-bucket",
      secret,
      env: {
        FLYTE_AWS_ENDPOINT: `http://127.0.0.1:${port}`,
        FLYTE_AWS_ACCESS_KEY_ID: access,
        FLYTE_AWS_SECRET_ACCESS_KEY: secret,
        ...quick,
      },
      wrong: { FLYTE_AWS_SECRET_ACCESS_KEY: `${secret}-wrong` },
    }),
  });
}

/** A server of Google's kind. It takes any credentials. */
export function startGs(): Promise<StorageServer> {
  return launch({
    command: serverBinary("fake-gcs-server") ?? "fake-gcs-server",
    args: (port, folder, proxyPort) => {
      mkdirSync(join(folder, "bucket"), { recursive: true });
      const addresses = ["-external-url", `http://127.0.0.1:${proxyPort}`, "-public-host", `127.0.0.1:${proxyPort}`];
      const where = ["-scheme", "http", "-host", "127.0.0.1", "-port", String(port), ...addresses];
      return [...where, "-log-level", "error", "-backend", "filesystem", "-filesystem-root", folder];
    },
    describe: (port) => ({
      root: "gs://bucket",
      tellsBuckets: false,
      missing: "gs://no-such-bucket",
      secret: "no secret",
      env: { STORAGE_EMULATOR_HOST: `http://127.0.0.1:${port}`, ...quick },
      wrong: undefined,
    }),
  });
}

/** The account and key that every installation of Azurite has. */
const azurite = {
  account: "devstoreaccount1",
  key: "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
};

/** A server of Azure's kind. */
export async function startAzure(): Promise<StorageServer> {
  const connection = (port: number, key: string): string =>
    `DefaultEndpointsProtocol=http;AccountName=${azurite.account};AccountKey=${key};BlobEndpoint=http://127.0.0.1:${port}/${azurite.account};`;
  const server = await launch({
    command: join(import.meta.dirname, "../node_modules/.bin/azurite-blob"),
    args: (port, folder) => [
      "--blobPort",
      String(port),
      "--location",
      folder,
      "--silent",
      "--disableTelemetry",
      "--skipApiVersionCheck",
    ],
    describe: (port) => ({
      root: "abfs://bucket",
      tellsBuckets: true,
      missing: "abfs://no-such-bucket",
      secret: azurite.key,
      env: { AZURE_STORAGE_CONNECTION_STRING: connection(port, azurite.key), ...quick },
      wrong: { AZURE_STORAGE_CONNECTION_STRING: connection(port, Buffer.from("wrong").toString("base64")) },
    }),
  });
  const { BlobServiceClient } = await import("@azure/storage-blob");
  const service = BlobServiceClient.fromConnectionString(server.env["AZURE_STORAGE_CONNECTION_STRING"] as string);
  // It takes connections before it can answer them.
  for (let attempt = 1; ; attempt++) {
    try {
      await service.getContainerClient("bucket").createIfNotExists();
      return server;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Tests do not wait for seconds. */
const quick = { FLYTE_AWS_BACKOFF_SECONDS: "0.05" };

/** Sets variables of this process; `undefined` removes one. Gives what puts them back. */
export function setVariables(env: { readonly [name: string]: string | undefined }): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(env)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no connection within 30 seconds");
}
