import type { TaskMetadata } from "../model/index.ts";
import { durationMs } from "../settings/duration.ts";
import { runtimeFlavor, runtimeVersion } from "../settings/runtime-version.ts";
import { ignoredInputs } from "./cache-options.ts";
import type { BaseTaskOptions } from "./task-options.ts";

/** What metadata says that the options do not. */
export interface MetadataFacts {
  /** `""` where nothing is cached. */
  readonly cacheVersion: string;
  readonly generatesDeck: boolean;
  readonly isEager: boolean;
}

/** A task's metadata as its options say it. */
export function taskMetadata(options: BaseTaskOptions, facts: MetadataFacts): TaskMetadata {
  const { cache } = options;
  return {
    discoverable: cache !== undefined && cache !== false,
    discoveryVersion: facts.cacheVersion,
    cacheSerializable: typeof cache === "object" ? (cache.serialize ?? false) : false,
    cacheIgnoreInputVars: ignoredInputs(cache),
    retries: options.retries ?? 0,
    timeout: options.timeout === undefined ? 0 : durationMs(options.timeout, 'option "timeout"'),
    ...(options.interruptible === undefined ? {} : { interruptible: options.interruptible }),
    deprecatedErrorMessage: options.deprecated ?? "",
    podTemplateName: options.podTemplateName ?? "",
    generatesDeck: facts.generatesDeck,
    isEager: facts.isEager,
    runtime: { type: "flyte-sdk", version: runtimeVersion, flavor: runtimeFlavor },
    metadata: { labels: options.labels ?? {}, annotations: options.annotations ?? {} },
  };
}
