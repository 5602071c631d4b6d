import type { JsonObject } from "../metadata/index.ts";
import type { LiteralType } from "./literal-type.ts";

/** What any literal may carry beside its value. */
export interface LiteralFacts {
  /** A hash for the cache, instead of the value's own. */
  readonly hash?: string;
  readonly metadata?: { readonly [key: string]: string };
}

/** Seconds and nanoseconds, as `google.protobuf.Timestamp` and `Duration` hold them. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** flyteidl's `core.Scalar`, with the members of `core.Primitive` beside the others. */
export type Scalar =
  | { readonly kind: "integer"; readonly value: number | bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "datetime"; readonly value: Instant }
  | { readonly kind: "duration"; readonly value: Instant }
  | { readonly kind: "none" }
  | { readonly kind: "binary"; readonly value: Uint8Array; readonly tag: string }
  | {
      readonly kind: "blob";
      readonly uri: string;
      readonly format: string;
      readonly dimensionality: "single" | "multipart";
    }
  | { readonly kind: "error"; readonly failedNodeId: string; readonly message: string }
  | { readonly kind: "generic"; readonly value: JsonObject }
  | {
      readonly kind: "structured-dataset";
      readonly uri: string;
      readonly type?: LiteralType & { readonly kind: "structured-dataset" };
    }
  | { readonly kind: "union"; readonly value: Literal; readonly type: LiteralType };

/** flyteidl's `core.Literal`. */
export type Literal = LiteralFacts &
  (
    | Scalar
    | { readonly kind: "collection"; readonly literals: readonly Literal[] }
    | { readonly kind: "map"; readonly literals: { readonly [key: string]: Literal } }
    | {
        readonly kind: "offloaded";
        readonly uri: string;
        readonly sizeBytes: bigint;
        readonly inferredType?: LiteralType;
      }
  );

/** flyteidl's `core.LiteralMap`. */
export interface LiteralMap {
  readonly [variable: string]: Literal;
}
