/** Asks for a gate's answer on the terminal. */
import { createInterface } from "node:readline/promises";
import { TsflyteError } from "../../errors/index.ts";
import { codecOf } from "../../literals/index.ts";
import type { Json, VariablesSchema } from "../../metadata/index.ts";
import { describeSchema, noStorage } from "../../types/index.ts";
import { schemaOf } from "../../types/schema-of.ts";
import type { GateRequest } from "./gate-request.ts";

/** Asks one question and gives the line that came. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string>;

/** One question at a time, in the order in which the gates came. */
let last: Promise<unknown> = Promise.resolve();

/** Asks until an answer can be read. */
export function askTerminal(request: GateRequest): Promise<unknown> {
  const answer = last.then(() => answerFrom(request, askLine));
  last = answer.catch(() => undefined);
  return answer;
}

/** Asks with any way to ask; again where the answer is not of its type. */
export async function answerFrom(request: GateRequest, ask: Ask): Promise<unknown> {
  let complaint = "";
  for (;;) {
    const line = (await ask(`${complaint}${questionOf(request)}`, request.signal)).trim();
    const read = request.kind === "approve" ? readApproval(line) : readValue(line, request);
    if ("value" in read) return read.value;
    complaint = `${read.problem}\n`;
  }
}

type Reading = { readonly value: unknown } | { readonly problem: string };

function questionOf(request: GateRequest): string {
  if (request.kind === "approve") {
    return `[${request.node}] ${request.name}: approve ${request.text}? (yes/no) `;
  }
  return `[${request.node}] ${request.name}: ${describeSchema(schemaOf(request.type), rootOf(request))}: `;
}

function readApproval(line: string): Reading {
  if (/^y(es)?$/i.test(line)) return { value: true };
  return /^no?$/i.test(line) ? { value: false } : { problem: "Answer yes or no." };
}

function readValue(line: string, request: GateRequest & { readonly kind: "signal" }): Reading {
  const root = rootOf(request);
  const schema = schemaOf(request.type);
  const place = { entity: `the gate "${request.name}"`, role: "input" as const, variable: request.name };
  const readings: Json[] = [jsonOf(line), line];
  let problem = "";
  for (const json of readings) {
    try {
      return { value: codecOf(schema, root).fromJson(json, place, noStorage) };
    } catch (error) {
      if (!(error instanceof TsflyteError)) throw error;
      problem ||= error.text;
    }
  }
  return { problem };
}

function rootOf(request: GateRequest & { readonly kind: "signal" }): VariablesSchema {
  const properties = { [request.name]: schemaOf(request.type) };
  return { type: "object", properties, required: [], additionalProperties: false };
}

/** What a line says as JSON; a line that is none is a text. */
function jsonOf(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return line;
  }
}

async function askLine(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands this key to whoever reads lines, and to nobody else.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await terminal.question(question, { signal });
  } finally {
    terminal.close();
  }
}
