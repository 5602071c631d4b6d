import { twoExecutionNames } from "../../errors/client.ts";
import type { ExecutionSpec, Identifier, Notification, SecurityContext } from "../../model/index.ts";
import type { CallOptions, Place } from "../api/api.ts";
import { checkExecutionName, newExecutionName } from "../api/execution-name.ts";

/** How something is launched. What is left out is the launch plan's. */
export interface LaunchOptions extends Place, CallOptions {
  /** The registered version. @default the newest */
  readonly version?: string;
  /** The execution's name: lower-case letters, digits and `-`, at most 63. @default a random one */
  readonly name?: string;
  /** What a random name begins with. */
  readonly namePrefix?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  /** In place of the launch plan's; an empty list is none at all. */
  readonly notifications?: readonly Notification[];
  readonly securityContext?: SecurityContext;
  /** Where raw output data goes: `s3://bucket/prefix`. */
  readonly rawOutputDataPrefix?: string;
  /** How many nodes run at a time. */
  readonly maxParallelism?: number;
  readonly interruptible?: boolean;
  /** Runs what is cached already, and stores it anew. @default false */
  readonly overwriteCache?: boolean;
  /** Environment of every container. */
  readonly envs?: { readonly [name: string]: string };
  readonly tags?: readonly string[];
  readonly clusterPool?: string;
  readonly executionClusterLabel?: string;
}

/** The options as the API takes them. */
export function executionSpec(launchPlan: Identifier, options: LaunchOptions): ExecutionSpec {
  const { notifications, securityContext, interruptible } = options;
  return {
    launchPlan,
    metadata: { mode: "manual", principal: "tsflyte", nesting: 0 },
    ...(notifications === undefined ? {} : { notifications }),
    labels: options.labels ?? {},
    annotations: options.annotations ?? {},
    ...(securityContext === undefined ? {} : { securityContext }),
    rawOutputDataPrefix: options.rawOutputDataPrefix ?? "",
    maxParallelism: options.maxParallelism ?? 0,
    ...(interruptible === undefined ? {} : { interruptible }),
    overwriteCache: options.overwriteCache ?? false,
    envs: options.envs ?? {},
    tags: options.tags ?? [],
    clusterPool: options.clusterPool ?? "",
    executionClusterLabel: options.executionClusterLabel ?? "",
  };
}

/** The name that the options give an execution; undefined where it is to be a random one. */
export function executionNameOf({ name, namePrefix }: LaunchOptions): string | undefined {
  if (name !== undefined && namePrefix !== undefined) throw twoExecutionNames();
  if (name !== undefined) return checkExecutionName(name);
  return namePrefix === undefined ? undefined : checkExecutionName(`${namePrefix}-${newExecutionName().slice(1)}`);
}
