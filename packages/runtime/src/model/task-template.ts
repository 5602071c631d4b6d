import type { JsonObject } from "../metadata/index.ts";
import type { Identifier } from "./identifier.ts";
import type { TypedInterface } from "./literal-type.ts";
import type { ContainerResources, ExtendedResources } from "./resources.ts";

/** A name and its value; flyteidl's `core.KeyValuePair`. */
export interface KeyValuePair {
  readonly key: string;
  readonly value: string;
}

/** Labels and annotations of a Kubernetes object. */
export interface K8sObjectMetadata {
  readonly labels: { readonly [key: string]: string };
  readonly annotations: { readonly [key: string]: string };
}

/** flyteidl's `core.DataLoadingConfig`: files that stand for the inputs and outputs of a container of any program. */
export interface DataLoadingConfig {
  readonly enabled: boolean;
  /** Folder with one file an input; `""` where nothing is said. */
  readonly inputPath: string;
  readonly outputPath: string;
  /** How the values of several variables in one file are written. */
  readonly format: "json" | "yaml" | "proto";
  readonly ioStrategy?: {
    readonly downloadMode: "eager" | "stream" | "none";
    readonly uploadMode: "on-exit" | "eager" | "none";
  };
}

/** flyteidl's `core.Container`. */
export interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly resources: ContainerResources;
  readonly env: readonly KeyValuePair[];
  readonly dataConfig?: DataLoadingConfig;
}

/** flyteidl's `core.K8sPod`. */
export interface K8sPod {
  readonly metadata: K8sObjectMetadata;
  readonly podSpec: JsonObject;
  readonly primaryContainerName?: string;
  readonly dataConfig?: DataLoadingConfig;
}

/** flyteidl's `core.Sql`. */
export interface Sql {
  readonly statement: string;
  readonly dialect: "undefined" | "ansi" | "hive" | "other";
}

/** flyteidl's `core.Secret`. */
export interface SecretRequest {
  readonly group: string;
  readonly key: string;
  readonly groupVersion: string;
  readonly mountRequirement: "any" | "env-var" | "file";
  readonly envVar: string;
}

/** flyteidl's `core.Identity`: as whom something runs. */
export interface Identity {
  readonly iamRole: string;
  readonly k8sServiceAccount: string;
}

/** flyteidl's `core.SecurityContext`. */
export interface SecurityContext {
  readonly runAs?: Identity;
  readonly secrets: readonly SecretRequest[];
}

/** flyteidl's `core.TaskMetadata`. */
export interface TaskMetadata {
  readonly discoverable: boolean;
  readonly discoveryVersion: string;
  readonly cacheSerializable: boolean;
  readonly cacheIgnoreInputVars: readonly string[];
  readonly retries: number;
  /** Milliseconds; 0 is none. */
  readonly timeout: number;
  readonly interruptible?: boolean;
  readonly deprecatedErrorMessage: string;
  readonly podTemplateName: string;
  readonly generatesDeck: boolean;
  readonly isEager: boolean;
  readonly runtime: { readonly type: "flyte-sdk" | "other"; readonly version: string; readonly flavor: string };
  readonly metadata: K8sObjectMetadata;
}

/** flyteidl's `core.TaskTemplate`. */
export interface TaskTemplate {
  readonly id: Identifier;
  readonly type: string;
  readonly taskTypeVersion: number;
  readonly metadata: TaskMetadata;
  readonly interface: TypedInterface;
  readonly custom?: JsonObject;
  readonly target?:
    | { readonly kind: "container"; readonly container: Container }
    | { readonly kind: "k8s-pod"; readonly k8sPod: K8sPod }
    | { readonly kind: "sql"; readonly sql: Sql };
  readonly securityContext?: SecurityContext;
  readonly extendedResources?: ExtendedResources;
  readonly config: { readonly [key: string]: string };
}
