import type { Identifier } from "./identifier.ts";
import type { Literal, LiteralMap } from "./literal.ts";
import type { Variable } from "./literal-type.ts";

/** flyteidl's `core.Parameter`. */
export interface Parameter {
  readonly var: Variable;
  readonly behavior: { readonly kind: "required" } | { readonly kind: "default"; readonly literal: Literal };
}

/** flyteidl's `admin.LaunchPlanSpec`. */
export interface LaunchPlanSpec {
  readonly workflowId: Identifier;
  readonly defaultInputs: { readonly [name: string]: Parameter };
  readonly fixedInputs: LiteralMap;
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  /** Prefix for raw output data; `""` is the platform's. */
  readonly rawOutputDataPrefix: string;
}

/** flyteidl's `admin.LaunchPlan`. */
export interface LaunchPlan {
  readonly id: Identifier;
  readonly spec: LaunchPlanSpec;
}
