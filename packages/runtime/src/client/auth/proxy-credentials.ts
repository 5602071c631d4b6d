/** The token of a proxy in front of the platform. */
import type { CredentialSource, Credentials } from "../transport/calls.ts";
import { SharedWork } from "./shared-work.ts";
import { tokenFromCommand } from "./token-command.ts";

/** Credentials for `proxy-authorization`, which a program prints. */
export class ProxyCredentials implements CredentialSource {
  readonly #work: SharedWork<string>;
  #token: string | undefined;

  constructor(command: readonly string[], closed: AbortSignal) {
    this.#work = new SharedWork(async () => (this.#token = await tokenFromCommand(command, closed)));
  }

  async current(signal: AbortSignal | undefined): Promise<Credentials> {
    const token = this.#token ?? (await this.#work.result(signal));
    return { headers: { "proxy-authorization": `Bearer ${token}` }, secrets: [token] };
  }

  async renew(refused: Credentials, signal: AbortSignal | undefined): Promise<Credentials> {
    if (this.#token !== undefined && refused.secrets.includes(this.#token)) this.#token = undefined;
    return this.current(signal);
  }
}

/** Credentials of nobody. */
export const noCredentials: CredentialSource = {
  current: async () => ({ headers: {}, secrets: [] }),
  renew: async () => undefined,
};
