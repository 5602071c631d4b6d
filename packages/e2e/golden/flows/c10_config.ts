import { accelerators, type Int, task, workflow } from "@tsflyte/runtime";

/**
 * Plain task.
 *
 * Longer description of the plain task.
 *
 * @param a the input number
 * @returns the output number
 */
export const plain = task(async (a: Int): Promise<Int> => a);

export const meta = task(
  { retries: 3, timeout: { minutes: 5 }, interruptible: true, deprecated: "use plain" },
  async (a: Int): Promise<Int> => a,
);

export const timeout_int = task({ timeout: 30, interruptible: false }, async (a: Int): Promise<Int> => a);

export const cached_old = task(
  { cache: { version: "1.0", serialize: true, ignoredInputs: ["b", "a"] } },
  async (a: Int, b: Int): Promise<Int> => a,
);

export const cached = task(
  { cache: { version: "2.0", serialize: true, ignoredInputs: "b" } },
  async (a: Int, b: Int): Promise<Int> => a,
);

export const res_env = task(
  {
    environment: { FOO: "bar", BAZ: "1" },
    requests: { cpu: "1", mem: "500Mi" },
    limits: { cpu: "2", mem: "1Gi", gpu: "1", ephemeralStorage: "10Gi" },
  },
  async (a: Int): Promise<Int> => a,
);

export const res_unified = task(
  { resources: { cpu: ["1", "2"], mem: ["1Gi", "2Gi"], gpu: "1" } },
  async (a: Int): Promise<Int> => a,
);

export const with_secrets = task(
  {
    secretRequests: [
      { group: "grp", key: "key" },
      { group: "g2", key: "k2", groupVersion: "v2", mountRequirement: "file" },
      { group: "g3", key: "k3", mountRequirement: "env-var", envVar: "MY_SECRET" },
    ],
  },
  async (a: Int): Promise<Int> => a,
);

export const documented = task(
  {
    docs: {
      shortDescription: "short!",
      longDescription: { value: "**long**", format: "markdown" },
      sourceLink: "https://example.com/x.py",
    },
  },
  async (a: Int): Promise<Int> => a,
);

export const pod = task(
  {
    podTemplate: {
      primaryContainerName: "main",
      labels: { lk: "lv" },
      annotations: { ak: "av" },
      podSpec: {
        containers: [
          {
            name: "main",
            env: [{ name: "POD", value: "1" }],
            volumeMounts: [{ name: "vol", mountPath: "/data" }],
          },
          {
            name: "side",
            image: "busybox:1",
            command: ["sleep"],
            args: ["1"],
            resources: { requests: { cpu: "1" } },
          },
        ],
        tolerations: [{ key: "k", operator: "Exists", effect: "NoSchedule" }],
        volumes: [{ name: "vol", emptyDir: {} }],
      },
    },
    requests: { cpu: "1" },
    environment: { TASKENV: "x" },
  },
  async (a: Int): Promise<Int> => a,
);

export const pod_minimal = task({ podTemplate: { podSpec: { containers: [] } } }, async (a: Int): Promise<Int> => a);

export const pod_name = task(
  { podTemplateName: "named-template", labels: { l: "1" }, annotations: { a: "2" } },
  async (a: Int): Promise<Int> => a,
);

export const gpu_t4 = task(
  { accelerator: accelerators.T4, requests: { gpu: "1" } },
  async (a: Int): Promise<Int> => a,
);

export const gpu_mig = task({ accelerator: accelerators.A100.partition("1g.5gb") }, async (a: Int): Promise<Int> => a);

export const gpu_unpart = task(
  { accelerator: accelerators.A100.unpartitioned, sharedMemory: true },
  async (a: Int): Promise<Int> => a,
);

export const gpu_custom = task(
  { accelerator: { device: "my-gpu" }, sharedMemory: "2Gi" },
  async (a: Int): Promise<Int> => a,
);

export const img_str = task({ containerImage: "custom.io/img:1.2" }, async (a: Int): Promise<Int> => a);

export const img_tmpl = task(
  { containerImage: "{{.image.default.fqn}}-gpu:{{.image.default.version}}" },
  async (a: Int): Promise<Int> => a,
);

export const img_named = task({ containerImage: "{{.image.other}}" }, async (a: Int): Promise<Int> => a);

export const deck = task({ enableDeck: true }, async (a: Int): Promise<Int> => a);

export const untyped = task({ pickleUntyped: true }, async (a: unknown, b: Int): Promise<unknown> => a);

/**
 * Short wf doc.
 *
 * Long wf doc line 1.
 * Long wf doc line 2.
 *
 * @param a the input a
 * @returns the output
 */
export const config_wf = workflow(async (a: Int): Promise<Int> => {
  meta(a);
  timeout_int(a);
  cached(a, 1);
  gpu_t4(a);
  return plain(a);
});
