import type { Instant } from "./literal.ts";

/** flyteidl's `core.ErrorDocument` with its `core.ContainerError`. */
export interface ErrorDocument {
  /** `USER:…` or `SYSTEM…`. */
  readonly code: string;
  readonly message: string;
  readonly kind: "non-recoverable" | "recoverable";
  readonly origin: "unknown" | "user" | "system";
  readonly timestamp: Instant;
  readonly worker: string;
}
