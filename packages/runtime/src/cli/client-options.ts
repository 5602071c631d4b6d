/** The options of commands that call a platform. */
import type { ClientConfig, ConfigOverrides, FlyteClient } from "../client/index.ts";
import { useStorageConnection } from "../storage/index.ts";
import type { OptionSpec, ParsedArguments } from "./command-line.ts";
import { textOption } from "./command-line.ts";

/** Which platform is called, and where on it. */
export const clientOptions: Readonly<Record<"config" | "endpoint" | "insecure" | "project" | "domain", OptionSpec>> = {
  config: {
    type: "string",
    short: "c",
    value: "FILE",
    help: "the client's configuration (FLYTECTL_CONFIG, ~/.flyte/config.yaml)",
  },
  endpoint: {
    type: "string",
    value: "HOST:PORT",
    help: "the platform (or FLYTE_PLATFORM_URL, or the configuration's)",
  },
  insecure: { type: "boolean", help: "call it without TLS" },
  project: { type: "string", short: "p", value: "PROJECT", help: "project (or FLYTE_DEFAULT_PROJECT; flytesnacks)" },
  domain: { type: "string", short: "d", value: "DOMAIN", help: "domain (or FLYTE_DEFAULT_DOMAIN; development)" },
};

/** The configuration that the options, the environment and the file give. */
export async function readConfig(parsed: ParsedArguments): Promise<ClientConfig> {
  const text = (name: keyof ConfigOverrides): Partial<ConfigOverrides> => {
    const value = textOption(parsed, name);
    return value === undefined ? {} : { [name]: value };
  };
  const overrides: ConfigOverrides = {
    ...text("endpoint"),
    ...text("project"),
    ...text("domain"),
    ...(parsed.values["insecure"] === true ? { insecure: true } : {}),
  };
  const configFile = textOption(parsed, "config");
  const { readClientConfig, storageConnection } = await import("../client/index.ts");
  const config = await readClientConfig({ overrides, ...(configFile === undefined ? {} : { configFile }) });
  useStorageConnection(storageConnection(config));
  return config;
}

/** For commands that call no platform: S3 is reached as the configuration says that the environment and the usual places have. */
export function useConfiguredStorage(): void {
  useStorageConnection(async () => {
    const { readClientConfig, storageConnection } = await import("../client/index.ts");
    return storageConnection(await readClientConfig());
  });
}

/** Does some work with a client, and closes it. An interrupt aborts the signal; a second one ends the process. */
export async function withClient<T>(
  config: ClientConfig,
  work: (client: FlyteClient, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { createFlyteClient } = await import("../client/index.ts");
  const client = await createFlyteClient({ config });
  const interrupt = new AbortController();
  const onInterrupt = (): void => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort(new Error("it was interrupted"));
  };
  process.on("SIGINT", onInterrupt);
  try {
    return await work(client, interrupt.signal);
  } finally {
    process.off("SIGINT", onInterrupt);
    client.close();
  }
}
