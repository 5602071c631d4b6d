import { suite } from "uvu";
import * as assert from "uvu/assert";
import { accelerators, checkExtendedResources, extendedResources } from "../../src/settings/accelerators.ts";
import { refusal } from "../support/refusal.ts";

const devices = suite("accelerators");

devices("are asked for whole, in parts, or only where they have none", () => {
  assert.equal(extendedResources(accelerators.T4, undefined), { gpuAccelerator: { device: "nvidia-tesla-t4" } });
  assert.equal(extendedResources(accelerators.A100.partition("2g.10gb"), undefined), {
    gpuAccelerator: { device: "nvidia-tesla-a100", partition: { kind: "size", size: "2g.10gb" } },
  });
  assert.equal(extendedResources(accelerators.A100.unpartitioned, false), {
    gpuAccelerator: { device: "nvidia-tesla-a100", partition: { kind: "unpartitioned" } },
  });
  assert.equal(extendedResources(accelerators.V5E.partition("2x2"), undefined), {
    gpuAccelerator: { device: "tpu-v5-lite-podslice", partition: { kind: "size", size: "2x2" } },
  });
});

devices("of another make are a plain object", () => {
  assert.equal(extendedResources({ device: "nvidia-b200" }, undefined), { gpuAccelerator: { device: "nvidia-b200" } });
});

devices("come with shared memory, of a size or without bound", () => {
  assert.is(extendedResources(undefined, undefined), undefined);
  assert.is(extendedResources(undefined, false), undefined);
  const memory = (sizeLimit: string): object => ({
    sharedMemory: { mountName: "flyte-shared-memory", mountPath: "/dev/shm", sizeLimit },
  });
  assert.equal(extendedResources(undefined, true), memory(""));
  assert.equal(extendedResources(accelerators.L4, "1Gi"), {
    gpuAccelerator: { device: "nvidia-l4" },
    ...memory("1Gi"),
  });
});

devices("that are none are refused, and so are sizes", async () => {
  for (const accelerator of ["T4", null, {}, { device: "" }, accelerators.A100.partition]) {
    const error = await refusal(() => checkExtendedResources(accelerator, undefined, "task flows.t"));
    assert.match(error.message, 'task flows.t, option "accelerator": expected one of accelerators');
  }
  for (const size of ["big", "", 5, null, {}]) {
    const error = await refusal(() => checkExtendedResources(undefined, size, "task flows.t"));
    assert.match(error.message, 'task flows.t, option "sharedMemory": expected true, or a size like "1Gi", got');
  }
});

devices("have a name each", () => {
  const names = Object.values(accelerators).map(({ device }) => device);
  assert.is(new Set(names).size, names.length);
});

devices.run();
