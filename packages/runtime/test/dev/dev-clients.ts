/** A development server with clients of its services, for one test file. */
import { type Client, Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import * as assert from "uvu/assert";
import { type DevServer, type DevServerOptions, startDevServer } from "../../src/dev/index.ts";
import { AdminService } from "../../src/idl/gen/flyteidl/service/admin_pb.ts";
import { DataProxyService } from "../../src/idl/gen/flyteidl/service/dataproxy_pb.ts";
import { SignalService } from "../../src/idl/gen/flyteidl/service/signal_pb.ts";

/** A server that runs, and what calls it. */
export interface DevClients {
  readonly server: DevServer;
  readonly transport: Transport;
  readonly admin: Client<typeof AdminService>;
  readonly dataProxy: Client<typeof DataProxyService>;
  readonly signals: Client<typeof SignalService>;
}

/** Starts a server on a free port. */
export async function startClients(options: DevServerOptions = {}): Promise<DevClients> {
  const server = await startDevServer(options);
  const transport = createGrpcTransport({ baseUrl: `http://${server.endpoint}` });
  return {
    server,
    transport,
    admin: createClient(AdminService, transport),
    dataProxy: createClient(DataProxyService, transport),
    signals: createClient(SignalService, transport),
  };
}

/** What a call is answered: its code, `OK` where it succeeds, with the text. */
export interface Answer {
  readonly code: string;
  readonly text: string;
}

/** Calls, and gives what is answered. */
export async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    await call;
    return { code: "OK", text: "" };
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error);
    return { code: Code[code], text: rawMessage };
  }
}

/** Calls, and expects a code with a text that matches. */
export async function expectAnswer(
  call: Promise<unknown>,
  code: keyof typeof Code | "OK",
  text: RegExp = /(?:)/,
): Promise<void> {
  const answer = await answerOf(call);
  assert.is(answer.code, code, `${answer.code}: ${answer.text}`);
  assert.match(answer.text, text);
}
