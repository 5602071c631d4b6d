/** What the platform says of who gives tokens, and to whom. */
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { AuthMetadataService } from "../../idl/services.ts";
import type { AuthConfig } from "../config/client-config.ts";

/** Where tokens are asked for, and as what. */
export interface AuthorizationServer {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** `""` where there is no device flow. */
  readonly deviceAuthorizationEndpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** `""` is none. */
  readonly audience: string;
  /** The header that takes the token. */
  readonly header: string;
}

/** Asks the platform, without credentials; what is configured wins. */
export async function readAuthorizationServer(
  transport: Transport,
  config: AuthConfig,
  signal: AbortSignal,
): Promise<AuthorizationServer> {
  const client: Client<typeof AuthMetadataService> = createClient(AuthMetadataService, transport);
  const [server, publicClient] = await Promise.all([
    client.getOAuth2Metadata({}, { signal }),
    client.getPublicClientConfig({}, { signal }),
  ]);
  return {
    authorizationEndpoint: server.authorizationEndpoint,
    tokenEndpoint: server.tokenEndpoint,
    deviceAuthorizationEndpoint: server.deviceAuthorizationEndpoint,
    clientId: config.clientId ?? publicClient.clientId,
    redirectUri: publicClient.redirectUri,
    scopes: config.scopes.length > 0 ? config.scopes : publicClient.scopes,
    audience: config.audience ?? publicClient.audience,
    header: publicClient.authorizationMetadataKey === "" ? "authorization" : publicClient.authorizationMetadataKey,
  };
}
