/** Giving the gates of an execution what they wait for. */
import { badArgument } from "../errors/cli.ts";
import { noSuchSignal } from "../errors/executions.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { Signal } from "../model/index.ts";
import { describeSchema, noStorage } from "../types/index.ts";
import { schemaOf } from "../types/schema-of.ts";
import { printJson } from "./execution-views.ts";
import type { ExecutionCall } from "./executions-command.ts";
import { executionText } from "./follow-execution.ts";
import { formatTable } from "./format-table.ts";
import { valueFromText } from "./input-text.ts";
import { printResult } from "./print.ts";

/** Lists the signals of an execution, or gives one its value: `true` and `false` approve and reject. */
export async function giveSignal({ client, parsed, signal, names }: ExecutionCall): Promise<void> {
  const [name = "", gate, text] = names;
  const { id } = client.execution({ name });
  const known: Signal[] = [];
  for await (const one of client.signals.list(id, { signal })) known.push(one);
  const isJson = parsed.values["json"] === true;
  if (gate === undefined) return printSignals(known, isJson);
  const found = known.find((one) => one.id.signalId === gate);
  if (found === undefined) {
    const ids = known.map((one) => one.id.signalId);
    throw noSuchSignal(gate, executionText(id), ids);
  }
  const inputs = schemaOfSignal(found);
  const schema = inputs.properties["value"] ?? {};
  const type = describeSchema(schema, inputs);
  if (text === undefined)
    throw badArgument(`expected a value for ${gate}: ${type}`, `tsflyte executions signal ${name} ${gate} VALUE`);
  const attempt = valueFromText(text, schema, inputs);
  if (attempt.kind === "problems") throw badArgument(`${gate}: ${attempt.problems.join("; ")}`, `give ${type}`);
  const { encodeVariables, Outbox } = await import("../literals/index.ts");
  const place = { entity: `signal ${gate}`, role: "input" } as const;
  const { value } = encodeVariables(inputs, { value: attempt.value }, place, new Outbox(noStorage));
  if (value !== undefined) await client.signals.set(found.id, value, { signal });
  if (isJson) return printJson({ execution: name, signal: gate, given: true });
  printResult(`${gate} has got its value`);
}

function schemaOfSignal({ type }: Signal): VariablesSchema {
  return { type: "object", properties: { value: schemaOf(type) }, required: ["value"], additionalProperties: false };
}

function printSignals(signals: readonly Signal[], isJson: boolean): void {
  const rows = signals.map((one) => {
    const inputs = schemaOfSignal(one);
    const type = describeSchema(inputs.properties["value"] ?? {}, inputs);
    return { gate: one.id.signalId, type, given: one.value === undefined ? "no" : "yes" };
  });
  if (isJson) printJson(rows);
  else printResult(formatTable(rows) ?? "It waits for no signal.");
}
