import type { TaskMetadata } from "../model/index.ts";
import { durationMs } from "../settings/duration.ts";
import { runtimeFlavor, runtimeVersion } from "../settings/runtime-version.ts";
import { ignoredInputs, type TaskOptions } from "./task-options.ts";

/** A task's metadata as its options say it. */
export function taskMetadata(options: TaskOptions): TaskMetadata {
  return {
    discoverable: options.cache !== undefined,
    discoveryVersion: options.cache?.version ?? "",
    cacheSerializable: options.cache?.serialize ?? false,
    cacheIgnoreInputVars: ignoredInputs(options.cache),
    retries: options.retries ?? 0,
    timeout: options.timeout === undefined ? 0 : durationMs(options.timeout, 'option "timeout"'),
    ...(options.interruptible === undefined ? {} : { interruptible: options.interruptible }),
    deprecatedErrorMessage: options.deprecated ?? "",
    podTemplateName: options.podTemplateName ?? "",
    generatesDeck: false,
    isEager: false,
    runtime: { type: "flyte-sdk", version: runtimeVersion, flavor: runtimeFlavor },
    metadata: { labels: options.labels ?? {}, annotations: options.annotations ?? {} },
  };
}
