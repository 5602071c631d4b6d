import { invalidOption } from "../errors/options.ts";
import type { ExtendedResources } from "../model/index.ts";
import { isQuantity } from "./resources.ts";

/** A GPU or TPU, or a part of one, as a node of the cluster is labelled with. */
export interface Accelerator {
  readonly device: string;
  readonly part?: { readonly kind: "unpartitioned" } | { readonly kind: "size"; readonly size: string };
}

/** A device that can be used in parts. */
export interface PartitionableAccelerator<Size extends string> extends Accelerator {
  /** The whole device, and only where it is not partitioned. */
  readonly unpartitioned: Accelerator;
  /** One part of the device. */
  partition(size: Size): Accelerator;
}

function partitionable<Size extends string>(device: string): PartitionableAccelerator<Size> {
  return {
    device,
    unpartitioned: { device, part: { kind: "unpartitioned" } },
    partition: (size) => ({ device, part: { kind: "size", size } }),
  };
}

/** The sizes of an A100's parts. */
export type A100Partition = "1g.5gb" | "2g.10gb" | "3g.20gb" | "4g.20gb" | "7g.40gb";
/** The sizes of an 80 GB A100's parts. */
export type A100With80GbPartition = "1g.10gb" | "2g.20gb" | "3g.40gb" | "4g.40gb" | "7g.80gb";

/** The devices that Flyte knows by name. */
export interface Accelerators {
  readonly A10G: Accelerator;
  readonly L4: Accelerator;
  readonly L4_VWS: Accelerator;
  readonly L40S: Accelerator;
  readonly K80: Accelerator;
  readonly M60: Accelerator;
  readonly P4: Accelerator;
  readonly P100: Accelerator;
  readonly T4: Accelerator;
  readonly V100: Accelerator;
  readonly H100: Accelerator;
  readonly H200: Accelerator;
  readonly RTX_PRO_6000: Accelerator;
  readonly A100: PartitionableAccelerator<A100Partition>;
  readonly A100_80GB: PartitionableAccelerator<A100With80GbPartition>;
  /** TPUs; a part is a slice like `"2x2"`. */
  readonly V5E: PartitionableAccelerator<string>;
  readonly V5P: PartitionableAccelerator<string>;
  readonly V6E: PartitionableAccelerator<string>;
}

/**
 * GPU and TPU constants for the option `accelerator`. Another device is a plain object: `{ device: "nvidia-b200" }`.
 *
 * @example
 * ```ts
 * export const train = task({ accelerator: accelerators.A100.partition("2g.10gb") }, async (epochs: Int): Promise<number> => 0);
 * ```
 */
export const accelerators: Accelerators = {
  A10G: { device: "nvidia-a10g" },
  L4: { device: "nvidia-l4" },
  L4_VWS: { device: "nvidia-l4-vws" },
  L40S: { device: "nvidia-l40s" },
  K80: { device: "nvidia-tesla-k80" },
  M60: { device: "nvidia-tesla-m60" },
  P4: { device: "nvidia-tesla-p4" },
  P100: { device: "nvidia-tesla-p100" },
  T4: { device: "nvidia-tesla-t4" },
  V100: { device: "nvidia-tesla-v100" },
  H100: { device: "nvidia-h100" },
  H200: { device: "nvidia-h200" },
  RTX_PRO_6000: { device: "nvidia-rtx-pro-6000" },
  A100: partitionable("nvidia-tesla-a100"),
  A100_80GB: partitionable("nvidia-a100-80gb"),
  V5E: partitionable("tpu-v5-lite-podslice"),
  V5P: partitionable("tpu-v5p-slice"),
  V6E: partitionable("tpu-v6e-slice"),
};

/** Throws unless an accelerator names a device and shared memory is a switch or a size. */
export function checkExtendedResources(accelerator: unknown, sharedMemory: unknown, where: string): void {
  if (accelerator !== undefined) {
    const { device } = (accelerator ?? {}) as { readonly device?: unknown };
    if (typeof device !== "string" || device === "") {
      throw invalidOption(
        `${where}, option "accelerator"`,
        'one of accelerators, or { device: "nvidia-…" }',
        accelerator,
      );
    }
  }
  const isSize = typeof sharedMemory === "string" && isQuantity(sharedMemory);
  if (sharedMemory !== undefined && typeof sharedMemory !== "boolean" && !isSize) {
    throw invalidOption(`${where}, option "sharedMemory"`, 'true, or a size like "1Gi"', sharedMemory);
  }
}

/** The accelerator and shared memory of a task or node, or undefined where it names neither. */
export function extendedResources(
  accelerator: Accelerator | undefined,
  sharedMemory: boolean | string | undefined,
): ExtendedResources | undefined {
  if (accelerator === undefined && (sharedMemory === undefined || sharedMemory === false)) return undefined;
  const gpuAccelerator =
    accelerator === undefined
      ? {}
      : {
          gpuAccelerator: {
            device: accelerator.device,
            ...(accelerator.part === undefined ? {} : { partition: accelerator.part }),
          },
        };
  if (sharedMemory === undefined || sharedMemory === false) return gpuAccelerator;
  const sizeLimit = sharedMemory === true ? "" : sharedMemory;
  return { ...gpuAccelerator, sharedMemory: { mountName: "flyte-shared-memory", mountPath: "/dev/shm", sizeLimit } };
}
