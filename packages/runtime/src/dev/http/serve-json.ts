/** The JSON API: the calls of the services by path, with fields in the path and the query. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type DescField,
  type DescMessage,
  type DescMethodUnary,
  fromJson,
  type JsonObject,
  type JsonValue,
  type Message,
  ScalarType,
  toJson,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { invalidArgument } from "../answers/refusals.ts";
import { type JsonRoute, jsonRoutes } from "./json-routes.ts";
import { pathParts } from "./path-parts.ts";

/** The status that stands for a code; others are errors of the server. */
const statuses: { readonly [code in Code]?: number } = {
  [Code.InvalidArgument]: 400,
  [Code.FailedPrecondition]: 400,
  [Code.NotFound]: 404,
  [Code.AlreadyExists]: 409,
  [Code.ResourceExhausted]: 429,
  [Code.Unimplemented]: 501,
};

/** Answers a request of the JSON API; false where no path is like that of the request. */
export async function serveJson(
  request: IncomingMessage,
  response: ServerResponse,
  transport: Transport,
  mostBytes: number,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const found = findRoute(request.method ?? "GET", url.pathname);
  if (found === undefined) return false;
  try {
    const json = await call(found, url.searchParams, await bodyOf(request, mostBytes), transport);
    answer(response, 200, json);
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error);
    answer(response, statuses[code] ?? 500, { error: rawMessage, code, message: rawMessage });
  }
  return true;
}

interface FoundRoute {
  readonly route: JsonRoute;
  readonly fields: ReadonlyMap<string, string>;
}

/** The first path that is like it. */
function findRoute(verb: string, pathname: string): FoundRoute | undefined {
  const given = pathParts(pathname);
  if (given === undefined) return undefined;
  for (const route of jsonRoutes) {
    const parts = route.path.split("/");
    if (route.verb !== verb || parts.length !== given.length) continue;
    const fields = new Map<string, string>();
    const isHit = parts.every((part, index) => {
      const text = given[index] ?? "";
      if (!part.startsWith("{")) return part === text;
      fields.set(part.slice(1, -1), text);
      return true;
    });
    if (isHit) return { route, fields };
  }
  return undefined;
}

async function call(
  { route, fields }: FoundRoute,
  query: URLSearchParams,
  body: Buffer,
  transport: Transport,
): Promise<JsonValue> {
  const method = route.method as DescMethodUnary;
  const json = body.length === 0 ? {} : readBody(body);
  for (const [path, text] of [...query, ...fields]) setField(json, method.input, path, text);
  const message = readMessage(method.input, json);
  const { message: output } = await transport.unary(method, undefined, undefined, undefined, message);
  return toJson(method.output, output);
}

/** The whole body of a request; throws RESOURCE_EXHAUSTED for one that no message may be as long as. */
async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    // It is read to its end in any case: a client that still sends hears no answer.
    if (bytes <= mostBytes) chunks.push(chunk as Buffer);
  }
  if (bytes > mostBytes) {
    throw new ConnectError(`message size ${bytes} is larger than configured max ${mostBytes}`, Code.ResourceExhausted);
  }
  return Buffer.concat(chunks);
}

function readBody(body: Buffer): JsonObject {
  try {
    const json: unknown = JSON.parse(body.toString());
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  } catch (error) {
    throw invalidArgument(`the body is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  throw invalidArgument("the body is no JSON object");
}

function readMessage(schema: DescMessage, json: JsonObject): Message {
  try {
    return fromJson(schema, json);
  } catch (error) {
    throw invalidArgument(error instanceof Error ? error.message : String(error));
  }
}

/** Sets `id.project` in a message's JSON. */
function setField(json: JsonObject, schema: DescMessage, path: string, text: string): void {
  const [name = "", ...rest] = path.split(".");
  const field = schema.fields.find((each) => each.name === name || each.jsonName === name);
  if (field === undefined) throw invalidArgument(`${schema.name} has no field ${name}`);
  if (rest.length === 0) {
    json[field.jsonName] = fieldValue(field, text);
    return;
  }
  if (field.fieldKind !== "message") throw invalidArgument(`${schema.name} has no field ${path}`);
  // The body may spell the name of the field in either way.
  const inner = (json[field.jsonName] ?? json[field.name] ?? {}) as JsonObject;
  delete json[field.name];
  json[field.jsonName] = inner;
  setField(inner, field.message, rest.join("."), text);
}

function fieldValue(field: DescField, text: string): JsonValue {
  if (field.fieldKind === "enum" && /^\d+$/.test(text)) return Number(text);
  if (field.fieldKind === "scalar" && (text === "true" || text === "false") && field.scalar === ScalarType.BOOL)
    return text === "true";
  return text;
}

function answer(response: ServerResponse, status: number, json: JsonValue): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(json));
}
