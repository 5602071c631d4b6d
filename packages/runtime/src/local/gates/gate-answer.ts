/** Where a gate's answer comes from, and what it is as a literal. */
import { gateTimedOut, unansweredGate } from "../../errors/local.ts";
import { codecOf, Outbox } from "../../literals/index.ts";
import type { VariablesSchema } from "../../metadata/index.ts";
import type { Literal, LiteralType } from "../../model/index.ts";
import type { FileAccess } from "../../types/index.ts";
import { schemaOf } from "../../types/schema-of.ts";
import { type Halt, stopped } from "../halt.ts";
import type { LocalRun } from "../local-run.ts";
import type { GateAnswerer, GateRequest } from "./gate-request.ts";

/** What is asked, before it is said when the answer is not wanted any more. */
type Question = GateRequest extends infer Request ? (Request extends unknown ? Omit<Request, "signal"> : never) : never;

/** The run that asks. */
export interface AskingPlace {
  readonly run: LocalRun;
  readonly halt: Halt;
  /** Milliseconds; 0 is for ever. */
  readonly timeout: number;
}

/** Asks, and waits no longer than the gate may and the run goes on. */
export async function answerOf(question: Question, { run, halt, timeout }: AskingPlace): Promise<unknown> {
  const over = new AbortController();
  const request = { ...question, signal: over.signal } as GateRequest;
  const answerer = await answererOf(run, request);
  let leave: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<unknown>((resolve, reject) => {
    leave = halt.onStop(() => resolve(stopped));
    if (timeout === 0) return;
    const late = (): void => reject(gateTimedOut(request.name, request.node, timeout));
    timer = setTimeout(late, Math.min(timeout, 2 ** 31 - 1));
  });
  try {
    return await Promise.race([Promise.resolve(answerer(request)), ended]);
  } finally {
    clearTimeout(timer);
    leave?.();
    over.abort();
  }
}

async function answererOf(run: LocalRun, request: GateRequest): Promise<GateAnswerer> {
  if (run.options.gates !== undefined) return run.options.gates;
  if (process.stdin.isTTY !== true) throw unansweredGate(request.name, request.node);
  return (await import("./ask-terminal.ts")).askTerminal;
}

/** The literal of an answer, which has to be of the type that was asked for. */
export async function answerLiteral(
  answer: unknown,
  type: LiteralType,
  gate: string,
  access: FileAccess,
): Promise<Literal> {
  const schema = schemaOf(type);
  const root: VariablesSchema = {
    type: "object",
    properties: { o0: schema },
    required: ["o0"],
    additionalProperties: false,
  };
  const outbox = new Outbox(access);
  const place = { entity: `the gate "${gate}"`, role: "output" as const, variable: "o0" };
  const literal = codecOf(schema, root).encode(answer, place, outbox);
  await outbox.settle();
  return literal;
}
