/** Requests to an authorization server. */

import { TsflyteError } from "../../errors/index.ts";
import { loginFailed } from "../../errors/login.ts";
import type { Connection } from "../transport/connection.ts";
import { httpRequest, readBody } from "../transport/http-request.ts";
import type { Token } from "./token.ts";

/** What a server answers: the members of its JSON, or why there are none. */
export type TokenAnswer =
  | { readonly kind: "granted"; readonly members: { readonly [name: string]: unknown } }
  /** `error` is OAuth's word, such as `authorization_pending`. */
  | { readonly kind: "refused"; readonly error: string; readonly description: string };

/** A login's way to the server. */
export interface LoginContext {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Tells the user something: what to open, which code to enter. */
  notify(text: string): void;
  /** Milliseconds that a user has. */
  readonly timeout: number;
}

/** The longest answer that is read. */
const maxAnswerBytes = 1024 * 1024;

/** Posts a form. Nothing of the form or of a granted answer gets into an error. */
export async function postForm(
  { connection, signal }: Pick<LoginContext, "connection" | "signal">,
  flow: string,
  url: string,
  form: { readonly [name: string]: string },
  headers: { readonly [name: string]: string } = {},
): Promise<TokenAnswer> {
  if (!URL.canParse(url)) {
    throw loginFailed(
      flow,
      `${JSON.stringify(url)} is no URL`,
      "check what the platform says of its authorization server",
    );
  }
  let status: number;
  let text: string;
  try {
    const response = await httpRequest(connection, {
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json", ...headers },
      body: new URLSearchParams(form).toString(),
      signal,
    });
    status = response.status;
    text = (await readBody(response.body, maxAnswerBytes)).toString("utf8");
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TsflyteError || !(error instanceof Error)) throw error;
    const remedy = "check that this machine reaches the authorization server";
    throw loginFailed(flow, `${new URL(url).host} gives no answer: ${error.message}`, remedy, error);
  }
  const members = membersOf(text);
  if (status === 200 && members !== undefined) return { kind: "granted", members };
  const error = textOf(members?.["error"]);
  if (error !== undefined) {
    return { kind: "refused", error, description: textOf(members?.["error_description"]) ?? "" };
  }
  const what = status === 200 ? "with something that is no JSON" : `with status ${status}`;
  throw loginFailed(
    flow,
    `${new URL(url).host} answered ${what}`,
    "check what the platform says of its authorization server",
  );
}

/** The token of an answer. A new refresh token is optional: the old one holds on without it. */
export function tokenOf(
  flow: string,
  { members }: TokenAnswer & { readonly kind: "granted" },
  header: string,
  refreshToken?: string,
): Token {
  const accessToken = textOf(members["access_token"]);
  if (accessToken === undefined) {
    throw loginFailed(
      flow,
      "the answer has no access_token",
      "check what the platform says of its authorization server",
    );
  }
  const refresh = textOf(members["refresh_token"]) ?? refreshToken;
  const seconds = Number(members["expires_in"] ?? Number.NaN);
  return {
    accessToken,
    ...(refresh === undefined ? {} : { refreshToken: refresh }),
    ...(Number.isFinite(seconds) && seconds > 0 ? { expiresAt: Date.now() + seconds * 1000 } : {}),
    header,
  };
}

/** A refusal as an error. */
export function refusal(
  flow: string,
  { error, description }: TokenAnswer & { readonly kind: "refused" },
): TsflyteError {
  const remedies: { readonly [error: string]: string } = {
    invalid_client: "check the client's id and secret",
    unauthorized_client: "let the authorization server allow this flow to the client",
    invalid_scope: "check the scopes",
    access_denied: "log in as somebody who may use the platform",
    expired_token: "log in again, and confirm in time",
  };
  const reason = description === "" ? error : `${error}: ${description}`;
  return loginFailed(flow, reason, remedies[error] ?? "log in again, or check the client's settings");
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function membersOf(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as { readonly [name: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}
