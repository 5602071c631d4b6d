import { create } from "@bufbuild/protobuf";
import { missingMember } from "../errors/idl.ts";
import type { GateNode } from "../model/index.ts";
import { durationFromIdl, durationToIdl } from "./duration.ts";
import {
  ApproveConditionSchema,
  GateNodeSchema,
  type GateNode as IdlGateNode,
  SignalConditionSchema,
  SleepConditionSchema,
} from "./gen/flyteidl/core/workflow_pb.ts";
import { literalTypeFromIdl, literalTypeToIdl } from "./literal-type.ts";
import { required } from "./required.ts";

/** What a workflow waits for, as `core.GateNode`; a time of 0 is written too. */
export function gateNodeToIdl(gate: GateNode): IdlGateNode {
  return create(GateNodeSchema, { condition: conditionToIdl(gate) });
}

/** Reads a `core.GateNode`. */
export function gateNodeFromIdl({ condition }: IdlGateNode): GateNode {
  switch (condition.case) {
    case "approve":
      return { kind: "approve", signalId: condition.value.signalId };
    case "signal": {
      const { signalId, type, outputVariableName } = condition.value;
      const ofType = literalTypeFromIdl(required(type, "flyteidl.core.SignalCondition", "type"));
      return { kind: "signal", signalId, type: ofType, outputVariableName };
    }
    case "sleep": {
      const { duration } = condition.value;
      return {
        kind: "sleep",
        duration: durationFromIdl(required(duration, "flyteidl.core.SleepCondition", "duration")),
      };
    }
    case undefined:
      throw missingMember("flyteidl.core.GateNode", "condition");
  }
}

function conditionToIdl(gate: GateNode): IdlGateNode["condition"] {
  switch (gate.kind) {
    case "approve":
      return { case: "approve", value: create(ApproveConditionSchema, { signalId: gate.signalId }) };
    case "signal": {
      const { signalId, type, outputVariableName } = gate;
      const value = create(SignalConditionSchema, { signalId, type: literalTypeToIdl(type), outputVariableName });
      return { case: "signal", value };
    }
    case "sleep":
      return { case: "sleep", value: create(SleepConditionSchema, { duration: durationToIdl(gate.duration) }) };
  }
}
