/** A new token for a refresh token, without the user. */
import type { AuthorizationServer } from "./authorization-server.ts";
import type { Token } from "./token.ts";
import { type LoginContext, postForm, tokenOf } from "./token-request.ts";

/** Undefined where the server does not take the refresh token any more. */
export async function refreshToken(
  server: AuthorizationServer,
  old: string,
  context: Pick<LoginContext, "connection" | "signal">,
): Promise<Token | undefined> {
  const flow = "refresh token";
  const answer = await postForm(context, flow, server.tokenEndpoint, {
    grant_type: "refresh_token",
    refresh_token: old,
    client_id: server.clientId,
    ...(server.scopes.length === 0 ? {} : { scope: server.scopes.join(" ") }),
  });
  return answer.kind === "refused" ? undefined : tokenOf(flow, answer, server.header, old);
}
