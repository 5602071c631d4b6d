import { resolve } from "node:path";
import { badSetting } from "../../errors/client-config.ts";
import type { ClientConfig } from "./client-config.ts";
import { parseEndpoint } from "./endpoint.ts";
import { type ConfigPlaces, findConfigFile } from "./find-config-file.ts";
import { type AuthOverrides, readAuth } from "./read-auth.ts";
import { readLocal, readStorage } from "./read-storage.ts";
import { Reader } from "./reader.ts";
import { readText } from "./setting.ts";

/** Settings that win over the environment and the file. */
export interface ConfigOverrides {
  readonly endpoint?: string;
  readonly insecure?: boolean;
  readonly insecureSkipVerify?: boolean;
  readonly caCertFile?: string;
  readonly httpProxyUrl?: string;
  readonly consoleEndpoint?: string;
  readonly project?: string;
  readonly domain?: string;
  readonly auth?: AuthOverrides;
}

/** What {@link readClientConfig} looks at; everything has the process's own for a default. */
export interface ReadConfigOptions extends Partial<ConfigPlaces> {
  readonly overrides?: ConfigOverrides;
}

/**
 * The configuration of a client: what the caller says, then variables of the environment (`FLYTE_PLATFORM_URL` …), then a file, then
 * defaults. The file is the one that is named, by the option or by `FLYTECTL_CONFIG`, else the first of `./flytekit.config`,
 * `~/.flyte/config` and `~/.flyte/config.yaml` that is there.
 *
 * @throws `bad-config` with the file, the line and the key, where something cannot be read
 *
 * @example
 * ```ts
 * const config = await readClientConfig({ overrides: { endpoint: "localhost:30080", insecure: true } });
 * console.log(config.endpoint);
 * ```
 */
export async function readClientConfig(options: ReadConfigOptions = {}): Promise<ClientConfig> {
  const { env = process.env, cwd = process.cwd(), overrides = {} } = options;
  const file = await findConfigFile({ ...options, env, cwd });
  const read = new Reader({ env, file }, cwd);
  const { endpoint = "localhost:30080" } = overrides;
  const given = { key: 'option "endpoint"' };
  const url = overrides.endpoint === undefined ? read.found("platform.url", "admin.endpoint") : undefined;
  const caCertFile = overrides.caCertFile ?? read.text("platform.ca_cert_file_path", "admin.caCertFilePath");
  const httpProxyUrl = overrides.httpProxyUrl ?? read.text("platform.http_proxy_url", "admin.httpProxyURL");
  const consoleEndpoint = overrides.consoleEndpoint ?? read.text("platform.console_endpoint", "console.endpoint");
  if (httpProxyUrl !== undefined && !/^http:\/\//i.test(httpProxyUrl)) {
    throw badSetting({ key: "httpProxyURL" }, "http://host:port");
  }
  return {
    endpoint: url === undefined ? parseEndpoint(endpoint, given) : parseEndpoint(readText(url), url.place),
    insecure: overrides.insecure ?? read.boolean("platform.insecure", "admin.insecure") ?? false,
    insecureSkipVerify:
      overrides.insecureSkipVerify ??
      read.boolean("platform.insecure_skip_verify", "admin.insecureSkipVerify") ??
      false,
    ...(caCertFile === undefined ? {} : { caCertFile: resolve(cwd, caCertFile) }),
    ...(httpProxyUrl === undefined ? {} : { httpProxyUrl }),
    ...(consoleEndpoint === undefined ? {} : { consoleEndpoint }),
    project: overrides.project ?? read.named("FLYTE_DEFAULT_PROJECT", "task.project") ?? "flytesnacks",
    domain: overrides.domain ?? read.named("FLYTE_DEFAULT_DOMAIN", "task.domain") ?? "development",
    auth: readAuth(read, overrides.auth ?? {}),
    storage: readStorage(read),
    local: readLocal(read),
    ...(file === undefined ? {} : { file: file.path }),
  };
}

/** The configuration of the sandbox that `flytectl demo start` runs. */
export function sandboxConfig(): Promise<ClientConfig> {
  return readClientConfig({
    env: {
      FLYTE_AWS_ENDPOINT: "http://localhost:30002",
      FLYTE_AWS_ACCESS_KEY_ID: "minio",
      FLYTE_AWS_SECRET_ACCESS_KEY: "miniostorage",
    },
    configFile: false,
    overrides: { endpoint: "localhost:30080", insecure: true },
  });
}
