import type { LiteralType } from "./literal-type.ts";

/** flyteidl's `core.GateNode`: what a workflow waits for. */
export type GateNode =
  /** Someone's approval; the node's one input becomes its output. */
  | { readonly kind: "approve"; readonly signalId: string }
  /** A value that someone gives. */
  | {
      readonly kind: "signal";
      readonly signalId: string;
      readonly type: LiteralType;
      readonly outputVariableName: string;
    }
  /** A time, in milliseconds. */
  | { readonly kind: "sleep"; readonly duration: number };
