/** A login in the browser: OAuth's authorization code with a proof key. */
import { createHash, randomBytes } from "node:crypto";
import { loginFailed, loginNeeds } from "../../errors/login.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import { openRedirectServer } from "./redirect-server.ts";
import type { Token } from "./token.ts";
import { type LoginContext, postForm, refusal, tokenOf } from "./token-request.ts";
import { withinTime } from "./within-time.ts";

const flow = "PKCE";

/**
 * Sends the user's browser to the authorization server and waits for it to come back.
 *
 * @param open opens a page; false where it cannot
 */
export async function logInByPkce(
  server: AuthorizationServer,
  context: LoginContext,
  open: (url: string) => Promise<boolean>,
): Promise<Token> {
  if (server.clientId === "") throw loginNeeds(flow, "the client's id", "set admin.clientId");
  if (!URL.canParse(server.authorizationEndpoint)) {
    throw loginNeeds(
      flow,
      "where to log in",
      "let the platform's operator set an authorization endpoint, or use ClientSecret",
    );
  }
  const verifier = randomBytes(48).toString("base64url");
  const state = randomBytes(24).toString("base64url");
  const redirect = await openRedirectServer(server.redirectUri);
  try {
    const { redirectUri } = redirect;
    const url = authorizationUrl(server, redirectUri, state, createHash("sha256").update(verifier).digest("base64url"));
    const isOpen = await open(url);
    context.notify(
      isOpen ? `Log in with the browser. If none has opened, open ${url}` : `Open this page to log in: ${url}`,
    );
    const query = await withinTime(redirect.redirected, flow, context);
    const code = codeOf(query, state);
    const answer = await postForm(context, flow, server.tokenEndpoint, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      client_id: server.clientId,
      code_verifier: verifier,
    });
    if (answer.kind === "refused") throw refusal(flow, answer);
    return tokenOf(flow, answer, server.header);
  } finally {
    redirect.close();
  }
}

function authorizationUrl(server: AuthorizationServer, redirectUri: string, state: string, challenge: string): string {
  const url = new URL(server.authorizationEndpoint);
  const query = {
    response_type: "code",
    client_id: server.clientId,
    redirect_uri: redirectUri,
    scope: server.scopes.join(" "),
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(server.audience === "" ? {} : { audience: server.audience }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function codeOf(query: URLSearchParams, state: string): string {
  if (query.get("state") !== state) {
    throw loginFailed(flow, "the browser came back from another login than this one", "log in again, in one window");
  }
  const error = query.get("error");
  if (error !== null) {
    throw refusal(flow, { kind: "refused", error, description: query.get("error_description") ?? "" });
  }
  const code = query.get("code");
  if (code === null) throw loginFailed(flow, "the browser came back without a code", "log in again");
  return code;
}
