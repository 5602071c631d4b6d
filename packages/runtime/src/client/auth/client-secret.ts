/** The login of a program: its id and its secret for a token. */
import { loginNeeds } from "../../errors/login.ts";
import type { AuthConfig } from "../config/client-config.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import type { Token } from "./token.ts";
import { type LoginContext, postForm, refusal, tokenOf } from "./token-request.ts";

const flow = "ClientSecret";

export async function logInByClientSecret(
  server: AuthorizationServer,
  { clientId, clientSecret }: AuthConfig,
  context: Pick<LoginContext, "connection" | "signal">,
): Promise<Token> {
  if (clientId === undefined)
    throw loginNeeds(flow, "the client's id", "set admin.clientId or FLYTE_CREDENTIALS_CLIENT_ID");
  if (clientSecret === undefined) {
    throw loginNeeds(flow, "the client's secret", "set admin.clientSecretLocation or admin.clientSecretEnvVar");
  }
  const name = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret.reveal())}`).toString("base64");
  const form = {
    grant_type: "client_credentials",
    ...(server.scopes.length === 0 ? {} : { scope: server.scopes.join(" ") }),
    ...(server.audience === "" ? {} : { audience: server.audience }),
  };
  const answer = await postForm(context, flow, server.tokenEndpoint, form, { authorization: `Basic ${name}` });
  if (answer.kind === "refused") throw refusal(flow, answer);
  return tokenOf(flow, answer, server.header);
}

/** OAuth wants both parts as a form writes them. */
function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
