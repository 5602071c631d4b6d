/** Runs a gate node: waits for a time, an approval or a value. */
import { disapproved, gateTimedOut, unansweredGate, wrongAnswer } from "../../errors/local.ts";
import { codecOf, decodeVariables, fetchStored, Outbox } from "../../literals/index.ts";
import { literalText } from "../../literals/literal-text.ts";
import type { GateNode, Literal, LiteralMap, LiteralType, Node } from "../../model/index.ts";
import { schemaOf } from "../../types/schema-of.ts";
import { stopped } from "../halt.ts";
import type { LocalRun } from "../local-run.ts";
import { pause } from "../pause.ts";
import type { RunningGraph } from "../running-graph.ts";
import type { GateAnswerer, GateRequest } from "./gate-request.ts";

/** Runs a gate. What is approved passes through, a signal gives the value that came. */
export async function runGate(
  graph: RunningGraph,
  { metadata }: Node,
  gate: GateNode,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const { run, halt } = graph;
  const start = performance.now();
  const facts = { node: path, entity: metadata.name };
  run.emit({ kind: "gate-waiting", ...facts, gate: gate.kind });
  try {
    const outputs = await passGate(gate);
    if (outputs !== stopped) run.emit({ kind: "node-succeeded", ...facts, milliseconds: performance.now() - start });
    return outputs;
  } catch (error) {
    halt.fail(error);
    run.emit({ kind: "node-failed", ...facts, error });
    throw error;
  }

  async function passGate(gate: GateNode): Promise<LiteralMap | typeof stopped> {
    if (gate.kind === "sleep") {
      await pause(gate.duration, halt);
      return halt.isStopped ? stopped : {};
    }
    const over = new AbortController();
    const about = { name: gate.signalId, node: path, signal: over.signal };
    const request: GateRequest =
      gate.kind === "approve"
        ? { kind: "approve", ...about, ...(await approvedIn(graph, path, inputs)) }
        : { kind: "signal", ...about, type: gate.type };
    const timeout = (): Error => gateTimedOut(gate.signalId, path, metadata.timeout);
    const answer = await answerOf(request, await answererOf(run, request), over, metadata.timeout, timeout);
    if (answer === stopped) return stopped;
    if (gate.kind === "signal") {
      return { [gate.outputVariableName]: await literalOf(answer, gate.type, gate.signalId) };
    }
    if (answer === true) return inputs;
    if (answer === false) throw disapproved(gate.signalId, path);
    throw wrongAnswer(gate.signalId, "true or false", answer);
  }

  async function answerOf(
    request: GateRequest,
    answerer: GateAnswerer,
    over: AbortController,
    milliseconds: number,
    late: () => Error,
  ): Promise<unknown> {
    let leave: (() => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<unknown>((resolve, reject) => {
      leave = halt.onStop(() => resolve(stopped));
      if (milliseconds > 0) timer = setTimeout(() => reject(late()), Math.min(milliseconds, 2 ** 31 - 1));
    });
    try {
      return await Promise.race([Promise.resolve(answerer(request)), ended]);
    } finally {
      clearTimeout(timer);
      leave?.();
      over.abort();
    }
  }

  /** The literal of an answer, which has to be of the type that was asked for. */
  async function literalOf(answer: unknown, type: LiteralType, name: string): Promise<Literal> {
    const schema = schemaOf(type);
    const outbox = new Outbox(run.access);
    const root = { type: "object", properties: { o0: schema }, required: ["o0"], additionalProperties: false } as const;
    const place = { entity: `the gate "${name}"`, role: "output" as const, variable: "o0" };
    const literal = codecOf(schema, root).encode(answer, place, outbox);
    await outbox.settle();
    return literal;
  }
}

/** What is to be approved. In a dynamic task only its literal is known. */
async function approvedIn(
  { run, plan, path: around }: RunningGraph,
  path: string,
  inputs: LiteralMap,
): Promise<{ readonly value: unknown; readonly text: string }> {
  const text = Object.values(inputs).map(literalText).join(", ");
  const signature = plan.calls.get(path.slice(around.length))?.embedded;
  if (signature === undefined) return { value: undefined, text };
  const place = { entity: `the gate at ${path}`, role: "input" as const };
  const stored = await fetchStored(inputs, run.access);
  const [value] = Object.values(decodeVariables(signature.inputs, stored, place, run.access));
  return { value, text };
}

async function answererOf(run: LocalRun, request: GateRequest): Promise<GateAnswerer> {
  if (run.options.gates !== undefined) return run.options.gates;
  if (process.stdin.isTTY !== true) throw unansweredGate(request.name, request.node);
  return (await import("./ask-terminal.ts")).askTerminal;
}
