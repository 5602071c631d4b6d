/** The client: one connection to one platform, and everything that can be asked of it. */
import { homedir } from "node:os";
import { join } from "node:path";
import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { AdminService, DataProxyService, SignalService } from "../idl/services.ts";
import type { Values } from "../literals/index.ts";
import type { WorkflowExecutionIdentifier } from "../model/index.ts";
import { type DurationInput, durationMs } from "../settings/index.ts";
import type { FileAccess } from "../types/index.ts";
import { type Api, type CallOptions, connectOptions, type Place, placeOf } from "./api/api.ts";
import { dataProxyApi, type UploadOptions } from "./api/data-proxy.ts";
import { downloadBytes } from "./api/download.ts";
import { type Download, executionsApi } from "./api/executions.ts";
import type { FlyteApi } from "./api/flyte-api.ts";
import { launchPlansApi } from "./api/launch-plans.ts";
import { nodeExecutionsApi } from "./api/node-executions.ts";
import { projectsApi } from "./api/projects.ts";
import { signalsApi } from "./api/signals.ts";
import { taskExecutionsApi } from "./api/task-executions.ts";
import { tasksApi } from "./api/tasks.ts";
import { workflowsApi } from "./api/workflows.ts";
import { Authenticator } from "./auth/authenticator.ts";
import { openBrowser } from "./auth/open-browser.ts";
import { noCredentials, ProxyCredentials } from "./auth/proxy-credentials.ts";
import { tokenCache } from "./auth/token-cache.ts";
import { readCaCertificates } from "./config/ca-certificates.ts";
import type { ClientConfig } from "./config/client-config.ts";
import { type ReadConfigOptions, readClientConfig } from "./config/read-config.ts";
import { consoleUrl } from "./remote/console-url.ts";
import { downloadAccess } from "./remote/download-access.ts";
import {
  type LaunchableEntity,
  launch,
  launchableEntity,
  launchableId,
  launchableName,
  type RegisteredName,
  valuesOf,
} from "./remote/launch.ts";
import type { LaunchOptions } from "./remote/launch-options.ts";
import { type RemoteExecution, remoteExecution } from "./remote/remote-execution.ts";
import { defaultRetryPolicy, type RetryPolicy } from "./transport/backoff.ts";
import { resilientTransport } from "./transport/calls.ts";
import type { Connection } from "./transport/connection.ts";
import { createTransport } from "./transport/grpc-transport.ts";
import type { KeepAlive } from "./transport/keep-alive.ts";

/** How a client is made. Everything has a default. */
export interface ClientOptions extends ReadConfigOptions {
  /** A configuration that was read already; the places of one are not looked at then. */
  readonly config?: ClientConfig;
  /** How long a call may take with all its tries. @default a minute */
  readonly timeout?: DurationInput;
  /** How calls are tried again after failures that may pass. @default 5 tries, with 0.2 to 5 seconds between them */
  readonly retry?: Partial<RetryPolicy>;
  /** Pings of a connection whose calls wait. @default one every 30 seconds, to be answered in 15 */
  readonly keepAlive?: Partial<KeepAlive>;
  /** Storage for files in inputs and outputs. @default through the platform's signed URLs */
  readonly access?: FileAccess;
  /** How long a user has for a login. @default 5 minutes */
  readonly loginTimeout?: DurationInput;
  /** Told what a user has to do to log in. @default standard error */
  readonly notify?: (text: string) => void;
  /** Opens a page for a login; false where it cannot. @default the platform's browser */
  readonly openBrowser?: (url: string) => Promise<boolean>;
  /** Where tokens of users are kept. @default `~/.flyte/tokens` */
  readonly tokenFolder?: string;
}

/** The platform's version. */
export interface PlatformVersion {
  readonly version: string;
  readonly build: string;
  readonly buildTime: string;
}

/** A client of a Flyte platform. {@link createFlyteClient} makes one. */
export interface FlyteClient extends FlyteApi, Disposable {
  readonly config: ClientConfig;
  /** The platform's version. */
  version(options?: CallOptions): Promise<PlatformVersion>;
  /**
   * Starts an execution of a task, a workflow or a launch plan of this program, which has to be registered.
   *
   * @param inputs the arguments of a call as a list, or the inputs by name
   * @throws `wrong-type`, `missing-input` and `unknown-input` before anything is sent
   */
  execute<Args extends readonly unknown[], Result>(
    entity: LaunchableEntity<Args, Result>,
    inputs: Args | Values,
    options?: LaunchOptions,
  ): Promise<RemoteExecution<Result>>;
  /** Starts an execution of something that is registered, in whatever language it was written. */
  execute(
    entity: RegisteredName,
    inputs: Values,
    options?: LaunchOptions,
  ): Promise<RemoteExecution<{ readonly [output: string]: unknown }>>;
  /** An execution that was started before. Nothing is asked of the platform yet. */
  execution(id: Place & { readonly name: string }): RemoteExecution<{ readonly [output: string]: unknown }>;
  /** The page of an execution in the platform's console. */
  consoleUrl(id: WorkflowExecutionIdentifier): string;
  /** Sends a local file to the platform's storage; gives its URI. */
  uploadFile(path: string, options?: UploadOptions): Promise<string>;
  /** Closes the connection. Calls that wait fail with `cancelled`. */
  close(): void;
}

/**
 * A client of the platform that the configuration names; see {@link readClientConfig}. Nothing is sent before the first call,
 * and nobody has to log in before the platform asks for it.
 *
 * @example
 * ```ts
 * import { createFlyteClient } from "@tsflyte/runtime/client";
 *
 * using client = await createFlyteClient({ overrides: { endpoint: "localhost:30080", insecure: true } });
 * const execution = await client.execute(mean, [prices, "price"], { version: "1" });
 * await execution.wait();
 * console.log(await execution.outputs());
 * ```
 */
export async function createFlyteClient(options: ClientOptions = {}): Promise<FlyteClient> {
  const config = options.config ?? (await readClientConfig(options));
  const connection = connectionOf(config);
  const { transport, close } = openConnection(config, connection, options);
  const service = <S extends DescService>(desc: S): Client<S> => createClient(desc, transport);
  const base: Api = {
    admin: service(AdminService),
    signals: service(SignalService),
    dataProxy: service(DataProxyService),
    project: config.project,
    domain: config.domain,
  };
  const api = flyteApi(base, connection, options.access);
  const { dataProxy } = api;
  const urlOf = (id: WorkflowExecutionIdentifier): string => consoleUrl(config, id);
  const access = options.access ?? downloadAccess(dataProxy, connection);
  const context = { api, access, consoleUrl: urlOf };

  async function execute(
    entity: LaunchableEntity<readonly unknown[], unknown> | RegisteredName,
    inputs: readonly unknown[] | Values,
    launchOptions: LaunchOptions = {},
  ): Promise<RemoteExecution<never>> {
    const isOwn = "embedded" in entity;
    const values = valuesOf(isOwn ? entity : undefined, inputs);
    const launchable = isOwn
      ? await launchableEntity(api, entity, launchOptions)
      : await launchableName(api, entity, launchOptions);
    const id = await launch(api, launchable, values, launchOptions, options.access);
    return remoteExecution(context, id, async () => launchable);
  }

  return {
    ...api,
    config,
    execute,
    execution(named) {
      const id = { ...placeOf(base, named), name: named.name };
      return remoteExecution(context, id, async (call) => {
        const { spec } = await api.executions.get(id, call);
        return launchableId(api, spec.launchPlan, call);
      });
    },
    async version(call = {}) {
      const { controlPlaneVersion: found } = await base.admin.getVersion({}, connectOptions(call));
      return { version: found?.Version ?? "", build: found?.Build ?? "", buildTime: found?.BuildTime ?? "" };
    },
    consoleUrl: urlOf,
    uploadFile: dataProxy.uploadFile,
    close,
    [Symbol.dispose]: close,
  };
}

function flyteApi(base: Api, connection: Connection, access: FileAccess | undefined): FlyteApi {
  const download: Download = async (url, signal) => {
    if (/^https?:/i.test(url)) return downloadBytes(connection, url, "Cannot download an execution's data", signal);
    return access?.read(url);
  };
  return {
    project: base.project,
    domain: base.domain,
    tasks: tasksApi(base),
    workflows: workflowsApi(base),
    launchPlans: launchPlansApi(base),
    executions: executionsApi(base, download),
    nodeExecutions: nodeExecutionsApi(base, download),
    taskExecutions: taskExecutionsApi(base, download),
    projects: projectsApi(base),
    signals: signalsApi(base),
    dataProxy: dataProxyApi(base, connection),
  };
}

function connectionOf(config: ClientConfig): Connection {
  const { endpoint, insecure, insecureSkipVerify, httpProxyUrl } = config;
  const ca = readCaCertificates(config);
  return {
    endpoint,
    insecure,
    insecureSkipVerify,
    ...(ca === undefined ? {} : { ca }),
    ...(httpProxyUrl === undefined ? {} : { httpProxyUrl }),
  };
}

const minute = 60_000;

function openConnection(
  config: ClientConfig,
  connection: Connection,
  options: ClientOptions,
): { readonly transport: Transport; close(): void } {
  const { auth, endpoint } = config;
  const keepAlive = { pingInterval: 30_000, pingTimeout: 15_000, ...options.keepAlive };
  const open = createTransport(connection, keepAlive);
  const closed = new AbortController();
  const shared = {
    endpoint,
    retry: { ...defaultRetryPolicy, ...options.retry },
    timeout: options.timeout === undefined ? minute : durationMs(options.timeout, 'option "timeout"'),
    closed: closed.signal,
  };
  const proxy = auth.proxyCommand.length === 0 ? undefined : new ProxyCredentials(auth.proxyCommand, closed.signal);
  const { mode, clientId = "" } = auth;
  const authenticator = new Authenticator({
    config: auth,
    transport: resilientTransport(open.transport, { ...shared, credentials: proxy ?? noCredentials }),
    proxy,
    cache: tokenCache(options.tokenFolder ?? join(homedir(), ".flyte", "tokens"), { endpoint, mode, clientId }),
    login: {
      connection,
      signal: closed.signal,
      notify: options.notify ?? ((text) => process.stderr.write(`${text}\n`)),
      timeout:
        options.loginTimeout === undefined ? 5 * minute : durationMs(options.loginTimeout, 'option "loginTimeout"'),
    },
    openBrowser: options.openBrowser ?? openBrowser,
  });
  return {
    transport: resilientTransport(open.transport, { ...shared, credentials: authenticator }),
    close() {
      if (closed.signal.aborted) return;
      closed.abort(new Error("the client was closed"));
      open.close();
    },
  };
}
