import type { SecretText } from "./secret-text.ts";

/** How the client says who it is. */
export type AuthMode = "pkce" | "device-flow" | "client-secret" | "external-command";

/** Who the client is, where the platform asks. */
export interface AuthConfig {
  readonly mode: AuthMode;
  /** The program that prints a token, with its arguments. */
  readonly command: readonly string[];
  /** The same for a proxy in front of the platform; its token goes into `proxy-authorization`. */
  readonly proxyCommand: readonly string[];
  readonly clientId?: string;
  readonly clientSecret?: SecretText;
  /** Those that the platform names where there are none. */
  readonly scopes: readonly string[];
  readonly audience?: string;
}

/** Where stored data lies when it is not reached through the platform. */
export interface StorageConfig {
  readonly s3: {
    readonly endpoint?: string;
    readonly accessKeyId?: string;
    readonly secretAccessKey?: SecretText;
    readonly addressingStyle?: string;
    readonly region?: string;
    /** Whether an endpoint without a scheme is spoken to in the clear. */
    readonly disableSsl: boolean;
    readonly retries: number;
    readonly backoffSeconds: number;
    readonly enableDebug: boolean;
  };
  readonly gcs: { readonly gsutilParallelism: boolean };
  readonly azure: {
    readonly accountName?: string;
    readonly accountKey?: SecretText;
    readonly tenantId?: string;
    readonly clientId?: string;
    readonly clientSecret?: SecretText;
  };
}

/** What is said about one machine's connection to one platform. */
export interface ClientConfig {
  /** `host` or `host:port`. */
  readonly endpoint: string;
  /** Without TLS. */
  readonly insecure: boolean;
  /** With TLS, and with whatever certificate. */
  readonly insecureSkipVerify: boolean;
  /** A file of PEM with the authorities to trust. */
  readonly caCertFile?: string;
  readonly httpProxyUrl?: string;
  /** Where the console is, if it is not at the endpoint. */
  readonly consoleEndpoint?: string;
  readonly project: string;
  readonly domain: string;
  readonly auth: AuthConfig;
  readonly storage: StorageConfig;
  readonly local: { readonly sandboxPath?: string; readonly cacheEnabled: boolean; readonly cacheOverwrite: boolean };
  /** The file that was read; undefined where there was none. */
  readonly file?: string;
}
