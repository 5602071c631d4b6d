/** Looking at executions. */
import type { RemoteExecution } from "../client/index.ts";
import { badArgument } from "../errors/cli.ts";
import type { Execution, LiteralMap } from "../model/index.ts";
import { textOptions } from "./command-line.ts";
import type { ExecutionCall } from "./executions-command.ts";
import { failureLine } from "./failure-line.ts";
import { executionText, followExecution, isOwnNode } from "./follow-execution.ts";
import { formatTable } from "./format-table.ts";
import { toJson } from "./format-value.ts";
import { plainLiteral } from "./plain-literal.ts";
import { printNote, printResult } from "./print.ts";
import { countOption } from "./registration-options.ts";

const phases = [
  "queued",
  "running",
  "succeeding",
  "succeeded",
  "failing",
  "failed",
  "aborted",
  "timed-out",
  "aborting",
];

/** Prints the newest executions. */
export async function list({ client, parsed, signal }: ExecutionCall): Promise<void> {
  const wanted = textOptions(parsed, "phase");
  const wrong = wanted.find((phase) => !phases.includes(phase));
  if (wrong !== undefined) throw badArgument(`--phase: there is no ${wrong}`, `one of ${phases.join(", ")}`);
  const value = wanted.map((phase) => phase.toUpperCase().replace("-", "_"));
  const rows: object[] = [];
  for await (const execution of client.executions.list(
    {},
    {
      limit: countOption(parsed, "limit", 20),
      signal,
      ...(value.length === 0 ? {} : { filters: [{ field: "phase", is: "value_in", value }] }),
    },
  )) {
    rows.push(rowOf(execution));
  }
  if (parsed.values["json"] === true) return printJson(rows);
  const { project, domain } = client;
  printResult(formatTable(rows) ?? `There are no executions in ${project}/${domain}.`);
}

/** Prints one execution with its nodes, and its inputs and outputs. */
export async function get({ client, parsed, signal, names }: ExecutionCall): Promise<void> {
  const execution = client.execution({ name: names[0] ?? "" });
  const found = await execution.get({ signal });
  const nodes = await nodesOf(execution, signal);
  const data = await client.executions.getData(found.id, { signal });
  const plain = (literals: LiteralMap): object =>
    Object.fromEntries(Object.entries(literals).map(([name, literal]) => [name, plainLiteral(literal)]));
  const { error, abort } = found.closure;
  const facts = {
    ...rowOf(found),
    version: found.spec.launchPlan.version,
    console: execution.consoleUrl,
    ...(error === undefined ? {} : { error: `[${error.code}] ${error.message}` }),
    ...(abort === undefined ? {} : { aborted: abort.cause }),
  };
  if (parsed.values["json"] === true) {
    return printJson({ ...facts, inputs: plain(data.inputs), outputs: plain(data.outputs), nodes });
  }
  const lines = Object.entries(facts).map(([key, value]) => `${key.padEnd(9)} ${String(value ?? "")}`.trimEnd());
  const values = [
    ["inputs", plain(data.inputs)],
    ["outputs", plain(data.outputs)],
  ].map(([key, value]) => `${String(key).padEnd(9)} ${JSON.stringify(toJson(value))}`);
  printResult([...lines, ...values, "", formatTable(nodes) ?? "It has no nodes yet."].join("\n"));
}

/** Follows one execution. */
export async function watch({ client, parsed, signal, names }: ExecutionCall): Promise<void> {
  const execution = client.execution({ name: names[0] ?? "" });
  await follow({ client, parsed, signal, names }, execution);
}

/** Follows an execution as the options say. */
export async function follow(
  { client, parsed, signal }: ExecutionCall,
  execution: RemoteExecution<unknown>,
): Promise<void> {
  const isQuiet = parsed.values["quiet"] === true;
  if (!isQuiet) printNote(`${executionText(execution.id)}: ${execution.consoleUrl}`);
  await followExecution(client, execution, { signal, isQuiet, isJson: parsed.values["json"] === true });
}

/** Prints a result for machines. */
export function printJson(value: unknown): void {
  printResult(JSON.stringify(toJson(value), undefined, 2));
}

function rowOf({ id, spec, closure }: Execution) {
  const { phase, createdAt, duration } = closure;
  return {
    name: id.name,
    phase: phase as string,
    entity: spec.launchPlan.name,
    created: createdAt?.toISOString() ?? null,
    seconds: duration === undefined ? null : Math.round(duration / 100) / 10,
  };
}

async function nodesOf(execution: RemoteExecution<unknown>, signal: AbortSignal): Promise<readonly object[]> {
  const rows: object[] = [];
  for await (const { id, closure } of execution.nodes({ signal })) {
    const { phase, duration, error } = closure;
    const seconds = duration === undefined ? null : Math.round(duration / 100) / 10;
    if (isOwnNode(id.nodeId)) continue;
    rows.push({ node: id.nodeId, phase, seconds, error: error === undefined ? "" : failureLine(error.message) });
  }
  return rows.reverse();
}
