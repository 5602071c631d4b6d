import type { CallableEntity, WorkflowGraph } from "../graph/index.ts";
import type { Description, LiteralMap } from "../model/index.ts";
import type { LaunchPlanOptions } from "./launch-plan-options.ts";
import type { WorkflowOptions } from "./workflow-options.ts";

/** A workflow whose graph this project has, however it was made. */
export interface CompilableWorkflow extends CallableEntity {
  readonly kind: "workflow";
  readonly options: WorkflowOptions;
  /** Imperative workflows have none. */
  readonly docs?: Description | undefined;
  /**
   * Its graph; made once for each prefix.
   *
   * @param prefix of its node ids: `"d"` inside a dynamic task
   */
  compile(prefix?: "" | "d"): Promise<WorkflowGraph>;
}

/** Whether an entity is a workflow of this project's, from whatever copy of this package. */
export function isWorkflow(entity: CallableEntity | undefined): entity is CompilableWorkflow {
  return entity?.kind === "workflow" && entity.registeredAs === undefined && "compile" in entity;
}

/** A launch plan of a workflow of this project's. */
export interface LaunchableWorkflow extends CallableEntity {
  readonly kind: "launch-plan";
  readonly workflow: CompilableWorkflow;
  readonly options: LaunchPlanOptions;
  /** The literals of the plan's defaults, without those of the workflow. */
  readonly defaultLiterals: LiteralMap;
  /** The literals of the inputs that are fixed. */
  readonly fixedLiterals: LiteralMap;
  /** The inputs by name, with the plan's defaults for those that are left out. */
  withDefaults(inputs: { readonly [input: string]: unknown }): { readonly [input: string]: unknown };
  /** The arguments of a call without the places of fixed inputs, and with the defaults of those that are left out. */
  alignArguments(args: readonly unknown[]): readonly unknown[];
}

/** Whether an entity is a launch plan of this project's. */
export function isLaunchPlan(entity: CallableEntity | undefined): entity is LaunchableWorkflow {
  return entity?.kind === "launch-plan" && entity.registeredAs === undefined && "workflow" in entity;
}
