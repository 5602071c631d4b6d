import { invalidOption, unknownOption } from "../errors/options.ts";
import { type CallableEntity, checkDocs, checkSwitch, checkTexts } from "../graph/index.ts";
import type { FailurePolicy } from "../model/index.ts";
import { type ArtifactQuery, checkArtifacts } from "../settings/artifact.ts";
import type { DocsOptions } from "../types/index.ts";
import { checkIsHandler } from "./failure-handler.ts";

/** What the default launch plan of a workflow carries. */
export interface WorkflowDefaults {
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** The options of {@link workflow}. */
export interface WorkflowOptions {
  /** Whether nodes that can still run do so after one has failed. @default "fail-immediately" */
  readonly failurePolicy?: FailurePolicy;
  /** Whether its tasks may run on machines that can be taken away, unless they say otherwise. @default false */
  readonly interruptible?: boolean;
  /** Descriptions instead of those in JSDoc. */
  readonly docs?: DocsOptions;
  /**
   * The task or workflow that runs when a node has failed. It takes the inputs of the workflow, by name, and perhaps optional ones: the
   * platform gives the failure to one that is declared `err: FlyteError | null = null`.
   */
  readonly onFailure?: CallableEntity;
  /** Artifacts that give inputs their values when an execution starts. */
  readonly queries?: { readonly [input: string]: ArtifactQuery };
  /** Labels and annotations of its default launch plan. */
  readonly defaultOptions?: WorkflowDefaults;
  /**
   * Whether the values of its inputs and outputs are held to the constraints that their types' JSDoc states, where it runs on this
   * machine. `TSFLYTE_VALIDATE=false` turns it off for all workflows.
   * @default true
   */
  readonly validate?: boolean;
}

/** Every option's name. */
export const workflowOptionNames: readonly (keyof WorkflowOptions)[] = [
  "failurePolicy",
  "interruptible",
  "onFailure",
  "queries",
  "docs",
  "defaultOptions",
  "validate",
];

/** Throws at the first option that cannot have its value. */
export function checkWorkflowOptions(options: WorkflowOptions, where: string, inputs: readonly string[]): void {
  checkArtifacts(options.queries, "artifact-query", `${where}, option "queries"`, { variables: inputs, inputs });
  const { failurePolicy, interruptible, docs, defaultOptions, validate } = options;
  const policies: readonly unknown[] = ["fail-immediately", "fail-after-executable-nodes-complete", undefined];
  if (!policies.includes(failurePolicy)) {
    throw invalidOption(
      `${where}, option "failurePolicy"`,
      '"fail-immediately" or "fail-after-executable-nodes-complete"',
      failurePolicy,
    );
  }
  if (options.onFailure !== undefined) checkIsHandler(options.onFailure, `${where}, option "onFailure"`);
  checkSwitch(interruptible, `${where}, option "interruptible"`);
  checkDocs(docs, `${where}, option "docs"`);
  checkSwitch(validate, `${where}, option "validate"`);
  if (defaultOptions === undefined) return;
  if (typeof defaultOptions !== "object" || defaultOptions === null) {
    throw invalidOption(`${where}, option "defaultOptions"`, "an object with labels and annotations", defaultOptions);
  }
  for (const key of Object.keys(defaultOptions)) {
    if (key !== "labels" && key !== "annotations") {
      throw unknownOption(`${where}, option "defaultOptions"`, key, ["labels", "annotations"]);
    }
  }
  checkTexts(defaultOptions.labels, `${where}, option "defaultOptions.labels"`);
  checkTexts(defaultOptions.annotations, `${where}, option "defaultOptions.annotations"`);
}
