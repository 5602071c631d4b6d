import type { ArtifactId } from "./artifact.ts";
import type { Identifier } from "./identifier.ts";
import type { Literal, LiteralMap } from "./literal.ts";
import type { Variable } from "./literal-type.ts";
import type { SecurityContext } from "./task-template.ts";

/** flyteidl's `core.Parameter`. */
export interface Parameter {
  readonly var: Variable;
  readonly behavior:
    | { readonly kind: "required" }
    | { readonly kind: "default"; readonly literal: Literal }
    | { readonly kind: "artifact-query"; readonly artifact: ArtifactId };
}

/** flyteidl's `admin.Schedule`. */
export interface Schedule {
  readonly expression:
    | { readonly kind: "cron"; readonly schedule: string; readonly offset: string }
    | { readonly kind: "rate"; readonly value: number; readonly unit: "minute" | "hour" | "day" };
  /** The input that gets the time of the run; `""` is none. */
  readonly kickoffTimeInputArg: string;
}

/** The ends of an execution that notifications speak of, among flyteidl's `core.WorkflowExecution.Phase`. */
export type TerminalPhase = "succeeded" | "failed" | "aborted" | "timed-out";

/** flyteidl's `admin.Notification`. */
export interface Notification {
  readonly type: "email" | "slack" | "pager-duty";
  readonly phases: readonly TerminalPhase[];
  readonly recipients: readonly string[];
}

/** flyteidl's `admin.ConcurrencyPolicy`. */
export interface ConcurrencyPolicy {
  readonly max: number;
  readonly behavior: "skip";
}

/** flyteidl's `admin.LaunchPlanSpec`. */
export interface LaunchPlanSpec {
  readonly workflowId: Identifier;
  readonly schedule?: Schedule;
  readonly notifications: readonly Notification[];
  readonly defaultInputs: { readonly [name: string]: Parameter };
  readonly fixedInputs: LiteralMap;
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
  readonly securityContext?: SecurityContext;
  /** Prefix for raw output data; `""` is the platform's. */
  readonly rawOutputDataPrefix: string;
  /** How many of an execution's nodes run at a time; 0 is the platform's default. */
  readonly maxParallelism: number;
  readonly overwriteCache: boolean;
  readonly concurrencyPolicy?: ConcurrencyPolicy;
}

/** flyteidl's `admin.LaunchPlan`. */
export interface LaunchPlan {
  readonly id: Identifier;
  readonly spec: LaunchPlanSpec;
}
