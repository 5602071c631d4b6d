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

/** flyteidl's `core.Container`. */
export interface Container {
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly resources: ContainerResources;
  readonly env: readonly KeyValuePair[];
}

/** flyteidl's `core.K8sPod`. */
export interface K8sPod {
  readonly metadata: K8sObjectMetadata;
  readonly podSpec: JsonObject;
  readonly primaryContainerName?: string;
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

/** flyteidl's `core.SecurityContext`. */
export interface SecurityContext {
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
