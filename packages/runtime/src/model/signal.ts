import type { SignalIdentifier } from "./execution-identifier.ts";
import type { Literal } from "./literal.ts";
import type { LiteralType } from "./literal-type.ts";

/** flyteidl's `admin.Signal`: what a gate of an execution waits for. */
export interface Signal {
  readonly id: SignalIdentifier;
  readonly type: LiteralType;
  /** Nothing until somebody has answered. */
  readonly value?: Literal;
}
