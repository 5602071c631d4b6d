import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Literal, LiteralMapSchema, LiteralSchema } from "../../../idl/gen/flyteidl/core/literals_pb.ts";
import { type LiteralType, LiteralTypeSchema, SimpleType } from "../../../idl/gen/flyteidl/core/types_pb.ts";
import type { GateNode } from "../../../idl/gen/flyteidl/core/workflow_pb.ts";
import { rejected, runtimeError } from "../execution-errors.ts";
import { failed, type NodeContext, type NodeResult } from "../node-context.ts";
import { literalMap, noOutputs, storedOutputs } from "../node-outputs.ts";
import { writeRunning } from "../node-start.ts";
import { getOrCreateSignal, readSignal } from "../records/signals.ts";
import { signalTopic } from "../topics.ts";
import { waitUntil } from "../waiters.ts";

/** Waits for a time, for somebody's approval, or for a value that somebody gives. */
export async function runGateNode(context: NodeContext, { condition }: GateNode): Promise<NodeResult> {
  const { engine } = context.scope.run;
  switch (condition.case) {
    case "sleep": {
      const { seconds = 0n, nanos = 0 } = condition.value.duration ?? {};
      const begun = context.row.started_at ?? engine.now();
      writeRunning(context, { started_at: begun });
      const isOver = await waitUntil(begun + Number(seconds) * 1000 + nanos / 1e6, engine.now, context.signal);
      return isOver ? { kind: "succeeded", outputs: noOutputs } : { kind: "aborted" };
    }
    case "approve": {
      const type = create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType.BOOLEAN } });
      const answer = await answerOf(context, condition.value.signalId, type);
      if (answer === undefined) return { kind: "aborted" };
      const isApproved = booleanOf(answer);
      if (isApproved === undefined) {
        return failed(runtimeError("received a non-boolean approve signal value"));
      }
      return isApproved ? withOutputs(context, context.inputs) : failed(rejected());
    }
    case "signal": {
      const { signalId, type, outputVariableName } = condition.value;
      const answer = await answerOf(context, signalId, type ?? create(LiteralTypeSchema));
      return answer === undefined ? { kind: "aborted" } : withOutputs(context, { [outputVariableName]: answer });
    }
    default:
      return failed(runtimeError("gateNode does not have a supported condition reference"));
  }
}

async function answerOf(context: NodeContext, signalId: string, type: LiteralType): Promise<Literal | undefined> {
  const { engine, key } = context.scope.run;
  const { project, domain, name } = key;
  writeRunning(context, {}, () => {
    getOrCreateSignal(engine.database, {
      ...{ project, domain, name },
      signal_id: signalId,
      type: toBinary(LiteralTypeSchema, type),
      created_at: engine.now(),
    });
  });
  for (;;) {
    const value = readSignal(engine.database, key, signalId)?.value;
    if (value !== undefined && value !== null) return fromBinary(LiteralSchema, value);
    if (!(await engine.waiters.wait(signalTopic(key, signalId), context.signal))) return undefined;
  }
}

function booleanOf({ value }: Literal): boolean | undefined {
  const scalar = value.case === "scalar" ? value.value.value : undefined;
  const primitive = scalar?.case === "primitive" ? scalar.value.value : undefined;
  return primitive?.case === "boolean" ? primitive.value : undefined;
}

function withOutputs({ scope, folder }: NodeContext, literals: { readonly [name: string]: Literal }): NodeResult {
  const { objects } = scope.run.engine;
  const uri = objects.uriOf(`${folder}/0/outputs.pb`);
  objects.write(uri, toBinary(LiteralMapSchema, literalMap(literals)));
  return { kind: "succeeded", outputs: storedOutputs(objects, uri) };
}
