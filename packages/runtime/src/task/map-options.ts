import { twoSuccessRules } from "../errors/maps.ts";
import { invalidOption, unknownOption } from "../errors/options.ts";
import { checkSwitch } from "../graph/index.ts";
import { checkBaseOptions } from "./check-task-options.ts";
import type { BaseTaskOptions } from "./task-options.ts";

/** What the elements of a map have instead of the task's own options. */
export interface MapMetadata
  extends Pick<BaseTaskOptions, "retries" | "timeout" | "interruptible" | "deprecated" | "podTemplateName"> {
  /** Caching of each element's output. */
  readonly cache?:
    | false
    | { readonly version: string; readonly serialize?: boolean; readonly ignoredInputs?: string | readonly string[] };
}

/** The options of {@link mapTask}. */
export interface MapOptions {
  /** How many elements run at a time; 0 is all of them. By default as many as the workflow's executions may. */
  readonly concurrency?: number;
  /** Whether the others still run once so many have failed that the whole cannot succeed any more. @default false */
  readonly runAllSubNodes?: boolean;
  /** What the elements have instead of the task's own options. Maps over one task that have the same name have the same. */
  readonly metadata?: MapMetadata;
}

/** The options of a map of which some elements may fail: their results are null. */
export interface PartialMapOptions extends MapOptions {
  /** How many elements have to succeed. */
  readonly minSuccesses?: number;
  /** Which part of the elements has to succeed, from 0 to 1. @default 1 */
  readonly minSuccessRatio?: number;
}

const known = ["concurrency", "runAllSubNodes", "metadata", "minSuccesses", "minSuccessRatio"];
const metadataKeys = ["cache", "retries", "timeout", "interruptible", "deprecated", "podTemplateName"];

/** Throws at the first option that cannot have its value. */
export function checkMapOptions(options: PartialMapOptions, where: string, inputs: readonly string[]): void {
  if (typeof options !== "object" || options === null) throw invalidOption(where, "options as an object", options);
  for (const key of Object.keys(options)) if (!known.includes(key)) throw unknownOption(where, key, known);
  const { concurrency, minSuccesses, minSuccessRatio, metadata } = options;
  checkCount(concurrency, `${where}, option "concurrency"`, 0);
  checkCount(minSuccesses, `${where}, option "minSuccesses"`, 1);
  if (
    minSuccessRatio !== undefined &&
    !(typeof minSuccessRatio === "number" && minSuccessRatio >= 0 && minSuccessRatio <= 1)
  ) {
    throw invalidOption(`${where}, option "minSuccessRatio"`, "a number from 0 to 1", minSuccessRatio);
  }
  if (minSuccesses !== undefined && minSuccessRatio !== undefined) {
    throw twoSuccessRules(where, minSuccesses, minSuccessRatio);
  }
  checkSwitch(options.runAllSubNodes, `${where}, option "runAllSubNodes"`);
  if (metadata === undefined) return;
  const option = `${where}, option "metadata"`;
  if (typeof metadata !== "object" || metadata === null) throw invalidOption(option, "an object", metadata);
  for (const key of Object.keys(metadata))
    if (!metadataKeys.includes(key)) throw unknownOption(option, key, metadataKeys);
  checkBaseOptions(metadata, option, inputs);
  const cache: unknown = metadata.cache;
  if (cache === true || (typeof cache === "object" && typeof (cache as { version?: unknown }).version !== "string")) {
    throw invalidOption(`${option}, "cache"`, 'false or { version: "…" }', cache);
  }
}

function checkCount(count: unknown, option: string, least: number): void {
  if (count !== undefined && !(Number.isSafeInteger(count) && (count as number) >= least)) {
    throw invalidOption(option, `a whole number from ${least}`, count);
  }
}
