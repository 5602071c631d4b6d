/** An authorization server on this machine, and a platform that asks for its tokens. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { HandlerContext } from "@connectrpc/connect";
import { Code, ConnectError } from "@connectrpc/connect";
import type { FakeAnswers } from "./fake-platform.ts";

export interface OAuthServer {
  readonly url: string;
  /** Forms that came to the token endpoint. */
  readonly forms: { readonly [name: string]: string }[];
  /** Authorization headers that came with them. */
  readonly authorizations: (string | undefined)[];
  /** Answers of the token endpoint, before it grants; each is used once. */
  readonly refusals: { readonly status: number; readonly body: string }[];
  /** Tokens that the platform takes. */
  readonly valid: Set<string>;
  /** Seconds that tokens hold. */
  lifetime: number | undefined;
  /** What a browser does: logs in, and goes back with what the server gave. */
  browse(url: string, change?: (back: URL) => void): Promise<number>;
  readonly answers: FakeAnswers;
  close(): void;
}

export async function startOAuthServer(header = ""): Promise<OAuthServer> {
  let count = 0;
  const challenges = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", oauth.url);
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    if (url.pathname === "/device") {
      await formOf(request);
      send(200, {
        device_code: "device-secret",
        user_code: "ABCD-EFGH",
        verification_uri: "https://login.example/device",
        verification_uri_complete: "https://login.example/device?code=ABCD-EFGH",
        expires_in: 2,
        interval: 0.01,
      });
      return;
    }
    const form = await formOf(request);
    oauth.forms.push(form);
    oauth.authorizations.push(request.headers.authorization);
    const refusal = oauth.refusals.shift();
    if (refusal !== undefined) return send(refusal.status, refusal.body);
    const verifier = form["code_verifier"];
    const isProven = verifier !== undefined && challenges.get(form["code"] ?? "") === challengeOf(verifier);
    if (form["grant_type"] === "authorization_code" && !isProven) return send(400, { error: "invalid_grant" });
    const token = `access-${++count}`;
    oauth.valid.add(token);
    const lifetime = oauth.lifetime === undefined ? {} : { expires_in: oauth.lifetime };
    send(200, { access_token: token, refresh_token: `refresh-${count}`, token_type: "bearer", ...lifetime });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const oauth: OAuthServer = {
    url,
    forms: [],
    authorizations: [],
    refusals: [],
    valid: new Set(),
    lifetime: undefined,
    async browse(page, change) {
      const asked = new URL(page).searchParams;
      const code = `code-${++count}`;
      challenges.set(code, asked.get("code_challenge") ?? "");
      const back = new URL(asked.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", asked.get("state") ?? "");
      change?.(back);
      return (await fetch(back)).status;
    },
    answers: {
      auth: {
        getOAuth2Metadata: () => ({
          authorizationEndpoint: `${url}/authorize`,
          tokenEndpoint: `${url}/token`,
          deviceAuthorizationEndpoint: `${url}/device`,
        }),
        getPublicClientConfig: () => ({
          clientId: "flytectl",
          redirectUri: "http://localhost:0/callback",
          scopes: ["offline", "all"],
          authorizationMetadataKey: header,
          audience: "flyte",
        }),
      },
      admin: {
        getVersion(_request: unknown, context: HandlerContext) {
          const sent = context.requestHeader.get(header === "" ? "authorization" : header) ?? "";
          const token = sent.replace(/^Bearer /, "");
          if (!oauth.valid.has(token)) throw new ConnectError(`token "${token}" is not valid`, Code.Unauthenticated);
          return { controlPlaneVersion: { Version: token } };
        },
      },
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return oauth;
}

async function formOf(request: IncomingMessage): Promise<{ readonly [name: string]: string }> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return Object.fromEntries(new URLSearchParams(text));
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}
