/**
 * Who the client is: the token that is sent, and how another one is had. Nobody is asked to log in before the platform has
 * refused a call, since many platforms let everybody in.
 */
import type { Transport } from "@connectrpc/connect";
import { loginNeeds } from "../../errors/login.ts";
import type { AuthConfig } from "../config/client-config.ts";
import type { CredentialSource, Credentials } from "../transport/calls.ts";
import { type AuthorizationServer, readAuthorizationServer } from "./authorization-server.ts";
import { logInByClientSecret } from "./client-secret.ts";
import { logInByDeviceFlow } from "./device-flow.ts";
import { logInByPkce } from "./pkce.ts";
import { refreshToken } from "./refresh.ts";
import { SharedWork } from "./shared-work.ts";
import { isExpired, type Token } from "./token.ts";
import type { TokenCache } from "./token-cache.ts";
import { tokenFromCommand } from "./token-command.ts";
import type { LoginContext } from "./token-request.ts";

/** What an authenticator works with. */
export interface AuthenticatorOptions {
  readonly config: AuthConfig;
  /** For the questions of who gives tokens: they are asked without one. */
  readonly transport: Transport;
  /** What every request carries, whoever the client is: that of a proxy. */
  readonly proxy: CredentialSource | undefined;
  readonly cache: TokenCache;
  readonly login: LoginContext;
  readonly openBrowser: (url: string) => Promise<boolean>;
}

/** Credentials that log in when they are refused, once for all calls that wait for it. */
export class Authenticator implements CredentialSource {
  readonly #options: AuthenticatorOptions;
  readonly #renewal: SharedWork<Token>;
  #token: Token | undefined;
  #hasLooked = false;
  #server: Promise<AuthorizationServer> | undefined;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    this.#renewal = new SharedWork(() => this.#renew());
  }

  async current(signal: AbortSignal | undefined): Promise<Credentials> {
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      this.#token = this.#isKept ? this.#options.cache.read() : undefined;
    }
    // What is over is not sent; only what can be renewed without the user is renewed before anybody asks for it.
    const token = this.#token;
    if (token !== undefined && isExpired(token)) {
      if (token.refreshToken !== undefined || !this.#isKept) await this.#renewal.result(signal);
      else this.#token = undefined;
    }
    return this.#credentials(signal);
  }

  async renew(refused: Credentials, signal: AbortSignal | undefined): Promise<Credentials> {
    await this.#options.proxy?.renew(refused, signal);
    // Another call may have renewed it since this one was sent.
    const isStale = this.#token !== undefined && !refused.secrets.includes(this.#token.accessToken);
    if (!isStale) await this.#renewal.result(signal);
    return this.#credentials(signal);
  }

  /** Whether tokens are the user's, and outlast the process. */
  get #isKept(): boolean {
    const { mode } = this.#options.config;
    return mode === "pkce" || mode === "device-flow";
  }

  async #credentials(signal: AbortSignal | undefined): Promise<Credentials> {
    const proxy = await this.#options.proxy?.current(signal);
    const token = this.#token;
    const secret = this.#options.config.clientSecret?.reveal();
    return {
      headers: { ...proxy?.headers, ...(token === undefined ? {} : { [token.header]: `Bearer ${token.accessToken}` }) },
      secrets: [
        ...(proxy?.secrets ?? []),
        ...(token === undefined ? [] : [token.accessToken, token.refreshToken ?? ""]),
        ...(secret === undefined ? [] : [secret]),
      ],
    };
  }

  async #renew(): Promise<Token> {
    const { cache } = this.#options;
    const old = this.#token;
    const kept = this.#isKept ? cache.read() : undefined;
    // Another process may have logged in meanwhile.
    if (kept !== undefined && kept.accessToken !== old?.accessToken && !isExpired(kept)) return (this.#token = kept);
    const token = await this.#newToken(old?.refreshToken ?? kept?.refreshToken);
    if (this.#isKept) cache.write(token);
    return (this.#token = token);
  }

  async #newToken(refresh: string | undefined): Promise<Token> {
    const { config, login, openBrowser } = this.#options;
    const server = await this.#authorizationServer();
    if (config.mode === "external-command") {
      if (config.command.length === 0) throw loginNeeds("ExternalCommand", "the program", "set admin.command");
      return { accessToken: await tokenFromCommand(config.command, login.signal), header: server.header };
    }
    if (config.mode === "client-secret") return logInByClientSecret(server, config, login);
    const refreshed = refresh === undefined ? undefined : await refreshToken(server, refresh, login);
    if (refreshed !== undefined) return refreshed;
    return config.mode === "pkce" ? logInByPkce(server, login, openBrowser) : logInByDeviceFlow(server, login);
  }

  /** Asked once; a failure is asked again. */
  #authorizationServer(): Promise<AuthorizationServer> {
    const { transport, config, login } = this.#options;
    this.#server ??= readAuthorizationServer(transport, config, login.signal).catch((error) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }
}
