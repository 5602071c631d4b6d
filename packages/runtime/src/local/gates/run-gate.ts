/** Runs a gate node: waits for a time, an approval or a value. */
import { disapproved, wrongAnswer } from "../../errors/local.ts";
import { decodeVariables, fetchStored } from "../../literals/index.ts";
import { literalText } from "../../literals/literal-text.ts";
import type { GateNode, LiteralMap, Node } from "../../model/index.ts";
import { stopped } from "../halt.ts";
import { monotonicMillis } from "../monotonic-clock.ts";
import { pause } from "../pause.ts";
import type { RunningGraph } from "../running-graph.ts";
import { answerLiteral, answerOf } from "./gate-answer.ts";

/** Runs a gate. What is approved passes through, a signal gives the value that came. */
export async function runGate(
  graph: RunningGraph,
  node: Node,
  gate: GateNode,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const { run, halt } = graph;
  const start = monotonicMillis();
  const facts = { node: path, entity: node.metadata.name };
  run.emit({ kind: "gate-waiting", ...facts, gate: gate.kind });
  try {
    const outputs = await passGate(graph, node, gate, path, inputs);
    if (outputs !== stopped) run.emit({ kind: "node-succeeded", ...facts, milliseconds: monotonicMillis() - start });
    return outputs;
  } catch (error) {
    halt.fail(error);
    run.emit({ kind: "node-failed", ...facts, error });
    throw error;
  }
}

async function passGate(
  graph: RunningGraph,
  { metadata }: Node,
  gate: GateNode,
  path: string,
  inputs: LiteralMap,
): Promise<LiteralMap | typeof stopped> {
  const { run, halt } = graph;
  if (gate.kind === "sleep") {
    await pause(gate.duration, halt);
    return halt.isStopped ? stopped : {};
  }
  const about = { name: gate.signalId, node: path };
  const place = { run, halt, timeout: metadata.timeout };
  if (gate.kind === "signal") {
    const answer = await answerOf({ kind: "signal", ...about, type: gate.type }, place);
    if (answer === stopped) return stopped;
    return { [gate.outputVariableName]: await answerLiteral(answer, gate.type, gate.signalId, run.access) };
  }
  const answer = await answerOf({ kind: "approve", ...about, ...(await approvedIn(graph, path, inputs)) }, place);
  if (answer === stopped) return stopped;
  if (answer === true) return inputs;
  throw answer === false ? disapproved(gate.signalId, path) : wrongAnswer(gate.signalId, "true or false", answer);
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
