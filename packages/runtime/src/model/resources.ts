/** flyteidl's `core.Resources.ResourceName`. */
export type ResourceName = "cpu" | "gpu" | "memory" | "storage" | "ephemeral-storage";

/** flyteidl's `core.Resources.ResourceEntry`. */
export interface ResourceEntry {
  readonly name: ResourceName;
  readonly value: string;
}

/** flyteidl's `core.Resources`; entries in the order that they are written. */
export interface ContainerResources {
  readonly requests: readonly ResourceEntry[];
  readonly limits: readonly ResourceEntry[];
}

/** flyteidl's `core.ExtendedResources`. */
export interface ExtendedResources {
  readonly gpuAccelerator?: {
    readonly device: string;
    readonly partition?: { readonly kind: "unpartitioned" } | { readonly kind: "size"; readonly size: string };
  };
  readonly sharedMemory?: { readonly mountName: string; readonly mountPath: string; readonly sizeLimit: string };
}
