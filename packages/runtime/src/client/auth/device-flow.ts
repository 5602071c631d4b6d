/** A login on another device: the user enters a code there, and the client asks until that has happened. */
import { loginFailed, loginNeeds } from "../../errors/login.ts";
import { pause } from "../transport/backoff.ts";
import type { AuthorizationServer } from "./authorization-server.ts";
import type { Token } from "./token.ts";
import { type LoginContext, postForm, refusal, textOf, tokenOf } from "./token-request.ts";

const flow = "DeviceFlow";
const grantType = "urn:ietf:params:oauth:grant-type:device_code";

/** Seconds between questions, where the server names none, and what is added when it finds them too many. */
const defaultInterval = 5;

/**
 * @param slowDown seconds that are added to the interval when the server asks for it; the standard says 5
 */
export async function logInByDeviceFlow(
  server: AuthorizationServer,
  context: LoginContext,
  slowDown: number = defaultInterval,
): Promise<Token> {
  const { deviceAuthorizationEndpoint: endpoint, clientId, scopes, audience } = server;
  if (endpoint === "")
    throw loginNeeds(flow, "where to log in", "let the platform's operator set it, or use Pkce or ClientSecret");
  const started = await postForm(context, flow, endpoint, {
    client_id: clientId,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
    ...(audience === "" ? {} : { audience }),
  });
  if (started.kind === "refused") throw refusal(flow, started);
  const device = deviceOf(started.members);
  const complete = device.completeUri === undefined ? "" : `, or open ${device.completeUri}`;
  context.notify(`To log in, open ${device.uri} and enter the code ${device.userCode}${complete}`);
  const end = Date.now() + Math.min(device.lifetime * 1000, context.timeout);
  let interval = device.interval;
  for (;;) {
    await pause(interval * 1000, context.signal);
    if (Date.now() >= end)
      throw loginFailed(flow, "nobody entered the code in time", "log in again, and enter it sooner");
    const answer = await postForm(context, flow, server.tokenEndpoint, {
      grant_type: grantType,
      device_code: device.deviceCode,
      client_id: clientId,
    });
    if (answer.kind === "granted") return tokenOf(flow, answer, server.header);
    if (answer.error === "slow_down") interval += slowDown;
    else if (answer.error !== "authorization_pending") throw refusal(flow, answer);
  }
}

interface Device {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly uri: string;
  readonly completeUri: string | undefined;
  /** In seconds. */
  readonly lifetime: number;
  readonly interval: number;
}

function deviceOf(members: { readonly [name: string]: unknown }): Device {
  const deviceCode = textOf(members["device_code"]);
  const userCode = textOf(members["user_code"]);
  const uri = textOf(members["verification_uri"]) ?? textOf(members["verification_url"]);
  if (deviceCode === undefined || userCode === undefined || uri === undefined) {
    throw loginFailed(
      flow,
      "the answer lacks a code or the page to enter it",
      "check what the platform says of its authorization server",
    );
  }
  return {
    deviceCode,
    userCode,
    uri,
    completeUri: textOf(members["verification_uri_complete"]),
    lifetime: positive(members["expires_in"], 600),
    interval: positive(members["interval"], defaultInterval),
  };
}

function positive(value: unknown, otherwise: number): number {
  const number = Number(value);
  return number > 0 && Number.isFinite(number) ? number : otherwise;
}
