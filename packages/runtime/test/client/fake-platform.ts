/** A platform on this machine: real gRPC, with answers that a test gives. */
import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import type { ConnectRouter, ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { type ClientOptions, createFlyteClient, type FlyteClient } from "../../src/client/index.ts";
import { AdminService, AuthMetadataService, DataProxyService, SignalService } from "../../src/idl/services.ts";

export { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";

export interface FakeAnswers {
  readonly admin?: Partial<ServiceImpl<typeof AdminService>>;
  readonly auth?: Partial<ServiceImpl<typeof AuthMetadataService>>;
  readonly dataProxy?: Partial<ServiceImpl<typeof DataProxyService>>;
  readonly signals?: Partial<ServiceImpl<typeof SignalService>>;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** The port to listen at; any where there is none. */
  readonly port?: number;
}

export interface FakePlatform {
  readonly endpoint: string;
  readonly port: number;
  /** What was called, with the headers that came. */
  readonly calls: { readonly method: string; readonly headers: Headers }[];
  /** Drops all connections, and listens on. */
  cut(): void;
  close(): Promise<void>;
}

export async function startPlatform(answers: FakeAnswers): Promise<FakePlatform> {
  const calls: { method: string; headers: Headers }[] = [];
  const adapter = connectNodeAdapter({
    routes(router: ConnectRouter) {
      router.service(AdminService, answers.admin ?? {});
      router.service(AuthMetadataService, answers.auth ?? {});
      router.service(DataProxyService, answers.dataProxy ?? {});
      router.service(SignalService, answers.signals ?? {});
    },
    interceptors: [
      (next) => (request) => {
        calls.push({ method: request.method.name, headers: new Headers(request.header) });
        return next(request);
      },
    ],
  });
  const server: Http2Server | Http2SecureServer =
    answers.tls === undefined ? createServer(adapter) : createSecureServer({ ...answers.tls }, adapter);
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session: ServerHttp2Session) => {
    sessions.add(session);
    session.on("error", () => {});
    session.once("close", () => sessions.delete(session));
  });
  await new Promise<void>((resolve) => server.listen(answers.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const session of sessions) session.destroy();
  };
  return {
    endpoint: `localhost:${port}`,
    port,
    calls,
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** A client of the platform that reads nothing of this machine, and does not wait long. */
export function clientOf(platform: { readonly endpoint: string }, options: ClientOptions = {}): Promise<FlyteClient> {
  return createFlyteClient({
    env: {},
    configFile: false,
    retry: { initialDelay: 1, maxDelay: 5 },
    tokenFolder: "/dev/null/tokens",
    notify: () => {},
    openBrowser: async () => false,
    ...options,
    overrides: { endpoint: platform.endpoint, insecure: true, ...options.overrides },
  });
}

/** Runs a test against a platform, and ends both. */
export function against(
  answers: FakeAnswers,
  test: (platform: FakePlatform, client: FlyteClient) => Promise<void>,
  options: ClientOptions = {},
): () => Promise<void> {
  return async () => {
    const platform = await startPlatform(answers);
    const client = await clientOf(platform, options);
    try {
      await test(platform, client);
    } finally {
      client.close();
      await platform.close();
    }
  };
}
