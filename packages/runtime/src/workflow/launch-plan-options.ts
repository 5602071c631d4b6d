import { fixedAndDefault, wrongKickoffInput } from "../errors/launch-plans.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { unknownVariables } from "../errors/values.ts";
import { checkObject } from "../graph/check-options.ts";
import { checkSwitch, checkText, checkTexts } from "../graph/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { Notification, Schedule } from "../model/index.ts";
import { type ArtifactQuery, checkArtifacts } from "../settings/artifact.ts";

/** The options of {@link launchPlan}: flytekit's, in camelCase. */
export interface LaunchPlanOptions {
  /** Unique among launch plans; it stands as it is. Without one it is the workflow's default launch plan, and has no other option. */
  readonly name?: string;
  /** Values of inputs that an execution may replace. */
  readonly defaultInputs?: { readonly [input: string]: unknown };
  /** Values of inputs that an execution cannot replace. */
  readonly fixedInputs?: { readonly [input: string]: unknown };
  /** Artifacts that give inputs their values when an execution starts. */
  readonly queries?: { readonly [input: string]: ArtifactQuery };
  /** When it runs by itself, once it is active. */
  readonly schedule?: Schedule;
  /** Who is told of the end of an execution. */
  readonly notifications?: readonly Notification[];
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** Where executions store files and datasets, instead of the platform's own place. */
  readonly rawOutputDataPrefix?: string;
  /** How many nodes of an execution run at a time. 0 is the platform's default. */
  readonly maxParallelism?: number;
  /** As whom its executions run. */
  readonly securityContext?: { readonly iamRole?: string; readonly k8sServiceAccount?: string };
  /** Whether its executions compute what is cached anew. @default false */
  readonly overwriteCache?: boolean;
  /** Whether it is set active when it is registered. @default false */
  readonly autoActivate?: boolean;
  /** How many of its executions may run at a time. */
  readonly concurrency?: { readonly max: number; readonly behavior?: "skip" };
}

const known: { readonly [key in keyof LaunchPlanOptions]-?: true } = {
  name: true,
  defaultInputs: true,
  fixedInputs: true,
  queries: true,
  schedule: true,
  notifications: true,
  labels: true,
  annotations: true,
  rawOutputDataPrefix: true,
  maxParallelism: true,
  securityContext: true,
  overwriteCache: true,
  autoActivate: true,
  concurrency: true,
};

/** The facts of a launch plan that its options are checked against. */
export interface LaunchPlanFacts {
  /** In words: `launch plan nightly`. */
  readonly entity: string;
  readonly source: string;
  /** Of the workflow. */
  readonly inputs: VariablesSchema;
}

/** Throws at the first option that does not exist or cannot have its value. */
export function checkLaunchPlanOptions(options: LaunchPlanOptions, facts: LaunchPlanFacts): void {
  const { entity } = facts;
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(known, key)) throw unknownOption(entity, key, Object.keys(known));
  }
  const spell = (option: string): string => `${entity}, option "${option}"`;
  checkTexts(options.labels, spell("labels"));
  checkTexts(options.annotations, spell("annotations"));
  checkText(options.rawOutputDataPrefix, spell("rawOutputDataPrefix"));
  checkSwitch(options.overwriteCache, spell("overwriteCache"));
  checkSwitch(options.autoActivate, spell("autoActivate"));
  checkWhole(options.maxParallelism, 0, spell("maxParallelism"));
  checkIdentity(options.securityContext, spell("securityContext"));
  checkConcurrency(options.concurrency, spell("concurrency"));
  checkNotifications(options.notifications, spell("notifications"));
  checkNames(options, facts);
  checkSchedule(options, facts);
}

function checkWhole(value: unknown, least: number, option: string): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= least)) {
    throw invalidOption(option, `a whole number from ${least}`, value);
  }
}

function checkIdentity(value: unknown, option: string): void {
  if (value === undefined) return;
  checkObject(value, option, ["iamRole", "k8sServiceAccount"]);
  checkTexts(value, option);
}

function checkConcurrency(value: LaunchPlanOptions["concurrency"], option: string): void {
  if (value === undefined) return;
  checkObject(value, option, ["max", "behavior"]);
  if (value.max === undefined) throw invalidOption(option, "a max", value);
  checkWhole(value.max, 1, `${option}, key "max"`);
  if (value.behavior !== undefined && value.behavior !== "skip") {
    throw invalidOption(`${option}, key "behavior"`, '"skip"', value.behavior);
  }
}

const channels: readonly unknown[] = ["email", "slack", "pager-duty"];
const phases: readonly unknown[] = ["succeeded", "failed", "aborted", "timed-out"];

function checkNotifications(value: unknown, option: string): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) throw invalidOption(option, "an array of notifications", value);
  for (const [index, item] of value.entries()) {
    const at = `${option}[${index}]`;
    checkObject(item, at, ["type", "phases", "recipients"]);
    const { type, phases: ends, recipients } = item as { readonly [key: string]: unknown };
    if (!channels.includes(type)) throw invalidOption(`${at}.type`, '"email", "slack" or "pager-duty"', type);
    if (!Array.isArray(ends) || ends.length === 0 || !ends.every((phase) => phases.includes(phase))) {
      throw invalidOption(`${at}.phases`, 'some of "succeeded", "failed", "aborted" and "timed-out"', ends);
    }
    const isSome = Array.isArray(recipients) && recipients.length > 0;
    if (!isSome || !recipients.every((recipient) => typeof recipient === "string" && recipient !== "")) {
      throw invalidOption(`${at}.recipients`, "at least one address", recipients);
    }
  }
}

/** Values for inputs that the workflow does not have, or for one twice. */
function checkNames(options: LaunchPlanOptions, { entity, source, inputs }: LaunchPlanFacts): void {
  const names = Object.keys(inputs.properties);
  checkArtifacts(options.queries, "artifact-query", `${entity}, option "queries"`, { variables: names, inputs: names });
  for (const option of ["defaultInputs", "fixedInputs"] as const) {
    const { [option]: given = {} }: { readonly [key in typeof option]?: unknown } = options;
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      throw invalidOption(`${entity}, option "${option}"`, "an object of inputs", given);
    }
    const unknown = Object.keys(given).filter((name) => !names.includes(name));
    if (unknown.length > 0) throw unknownVariables({ entity, role: "input", source }, unknown, names);
  }
  const both = Object.keys(options.fixedInputs ?? {}).find((name) => Object.hasOwn(options.defaultInputs ?? {}, name));
  if (both !== undefined) throw fixedAndDefault(entity, both, [source]);
}

const times: readonly unknown[] = ["datetime", "instant", "date"];

function checkSchedule({ schedule, fixedInputs }: LaunchPlanOptions, facts: LaunchPlanFacts): void {
  if (schedule === undefined) return;
  const { entity, source, inputs } = facts;
  if (typeof schedule !== "object" || schedule === null || !("expression" in schedule)) {
    throw invalidOption(`${entity}, option "schedule"`, "what cron(…) or fixedRate(…) gives", schedule);
  }
  const input = schedule.kickoffTimeInputArg;
  if (input === "") return;
  const schema = Object.hasOwn(inputs.properties, input) ? inputs.properties[input] : undefined;
  const problem =
    schema === undefined
      ? "the workflow does not have"
      : Object.hasOwn(fixedInputs ?? {}, input)
        ? "is fixed"
        : times.includes(schema["x-flyte"]?.type)
          ? undefined
          : "is of another type";
  if (problem !== undefined) throw wrongKickoffInput(entity, input, problem, [source]);
}
