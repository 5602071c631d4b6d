import { create } from "@bufbuild/protobuf";
import type { ContainerResources, ExtendedResources, ResourceEntry, ResourceName } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  ExtendedResourcesSchema,
  type GPUAccelerator,
  type ExtendedResources as IdlExtendedResources,
  type Resources as IdlResources,
  type Resources_ResourceEntry,
  Resources_ResourceName,
  ResourcesSchema,
} from "./gen/flyteidl/core/tasks_pb.ts";

const resourceNames = {
  cpu: Resources_ResourceName.CPU,
  gpu: Resources_ResourceName.GPU,
  memory: Resources_ResourceName.MEMORY,
  storage: Resources_ResourceName.STORAGE,
  "ephemeral-storage": Resources_ResourceName.EPHEMERAL_STORAGE,
} as const satisfies { [name in ResourceName]: number };

/** What a container asks for and may take, as `core.Resources`, in the order given. */
export function resourcesToIdl({ requests, limits }: ContainerResources): IdlResources {
  return create(ResourcesSchema, { requests: requests.map(entryToIdl), limits: limits.map(entryToIdl) });
}

/** Reads a `core.Resources`. */
export function resourcesFromIdl({ requests, limits }: IdlResources): ContainerResources {
  return { requests: requests.map(entryFromIdl), limits: limits.map(entryFromIdl) };
}

/** Accelerator and shared memory, as `core.ExtendedResources`. */
export function extendedResourcesToIdl({ gpuAccelerator, sharedMemory }: ExtendedResources): IdlExtendedResources {
  return create(ExtendedResourcesSchema, {
    gpuAccelerator:
      gpuAccelerator === undefined
        ? undefined
        : { device: gpuAccelerator.device, partitionSizeValue: partitionToIdl(gpuAccelerator.partition) },
    sharedMemory: sharedMemory === undefined ? undefined : { ...sharedMemory },
  });
}

/** Reads a `core.ExtendedResources`. */
export function extendedResourcesFromIdl({ gpuAccelerator, sharedMemory }: IdlExtendedResources): ExtendedResources {
  return {
    ...(gpuAccelerator === undefined ? {} : { gpuAccelerator: acceleratorFromIdl(gpuAccelerator) }),
    ...(sharedMemory === undefined
      ? {}
      : {
          sharedMemory: {
            mountName: sharedMemory.mountName,
            mountPath: sharedMemory.mountPath,
            sizeLimit: sharedMemory.sizeLimit,
          },
        }),
  };
}

type Accelerator = NonNullable<ExtendedResources["gpuAccelerator"]>;

function partitionToIdl(partition: Accelerator["partition"]): GPUAccelerator["partitionSizeValue"] {
  switch (partition?.kind) {
    case undefined:
      return { case: undefined };
    case "unpartitioned":
      return { case: "unpartitioned", value: true };
    case "size":
      return { case: "partitionSize", value: partition.size };
  }
}

function acceleratorFromIdl({ device, partitionSizeValue }: GPUAccelerator): Accelerator {
  switch (partitionSizeValue.case) {
    case "partitionSize":
      return { device, partition: { kind: "size", size: partitionSizeValue.value } };
    case "unpartitioned":
      return partitionSizeValue.value ? { device, partition: { kind: "unpartitioned" } } : { device };
    case undefined:
      return { device };
  }
}

function entryToIdl({ name, value }: ResourceEntry): Pick<Resources_ResourceEntry, "name" | "value"> {
  return { name: resourceNames[name], value };
}

function entryFromIdl({ name, value }: Resources_ResourceEntry): ResourceEntry {
  return { name: enumName(resourceNames, name, "flyteidl.core.Resources.ResourceName"), value };
}
