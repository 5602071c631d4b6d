import { type CallSignature, type GateCall, noVariables } from "../graph/index.ts";
import type { SourceMetadata, VariablesSchema } from "../metadata/index.ts";
import type { GateNode, NodeMetadata, TypedInterface } from "../model/index.ts";
import { interfaceOf } from "../types/index.ts";

/** What makes a gate. */
export interface GateFacts {
  /** The name that the console shows. */
  readonly name: string;
  readonly gate: GateNode;
  /** How long it waits, in milliseconds. */
  readonly timeout: number;
  readonly inputs?: VariablesSchema;
  readonly outputs?: VariablesSchema;
  readonly source: SourceMetadata;
}

/** The node-level entity that `approve()`, `waitForInput()` and `sleep()` make. */
export class Gate implements GateCall {
  readonly kind = "gate";
  readonly name: string;
  readonly lhs: string;
  readonly gate: GateNode;
  readonly embedded: CallSignature;
  readonly interface: TypedInterface;
  readonly #timeout: number;

  constructor({ name, gate, timeout, inputs = noVariables, outputs = noVariables, source }: GateFacts) {
    const outputStyle = outputs === noVariables ? "none" : "value";
    this.name = name;
    this.lhs = name;
    this.gate = gate;
    this.embedded = { inputs, outputs, inputStyle: "object", outputStyle, source };
    this.interface = interfaceOf(this.embedded);
    this.#timeout = timeout;
  }

  constructNodeMetadata(): NodeMetadata {
    return { name: this.name, timeout: this.#timeout, retries: 0 };
  }
}
