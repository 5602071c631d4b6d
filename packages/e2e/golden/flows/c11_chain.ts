import { accelerators, type Int, task, workflow } from "@tsflyte/runtime";

interface Inner {
  vals: Int[];
  names: Record<string, string>;
}

interface Outer {
  inner: Inner;
  x: Int;
}

export const mk = task(async (a: Int): Promise<Outer> => ({ inner: { vals: [a], names: { k: "v" } }, x: a }));
export const mk_list = task(async (a: Int): Promise<Record<string, Int>[]> => [{ z: a }]);
export const use = task(async (a: Int, s: string): Promise<Int> => a);
export const ident = task(async (a: Int): Promise<Int> => a);

export const chain_wf = workflow(
  async (a: Int, li: Int[], d: Record<string, string>, dc: Outer): Promise<Int> => ident(await ident(a)),
);

export const attr_wf = workflow(
  async (a: Int, li: Int[], d: Record<string, string>, dc: Outer): Promise<Int> => {
    const o = await mk(a);
    const l = await mk_list(o.x);
    use(o.inner.vals[0]!, o.inner.names["k"]!);
    use(l[0]!["z"]!, d["key"]!);
    use(li[2]!, dc.inner.names["q"]!);
    return o.inner.vals[1]!;
  },
);

export const overrides_wf = workflow(async (a: Int): Promise<Int> => {
  const n0 = ident(a).with({
    requests: { cpu: "1", mem: "1Gi" },
    limits: { cpu: "2", mem: "2Gi", gpu: "1", ephemeralStorage: "5Gi" },
  });
  const n1 = ident(n0).with({ retries: 4, timeout: 90, interruptible: true, name: "renamed" });
  const n2 = ident(n1).with({ nodeName: "my-Node_X", cache: { version: "9", serialize: true } });
  const n3 = ident(n2).with({ containerImage: "other:1", accelerator: accelerators.T4, sharedMemory: "1Gi" });
  const n4 = ident(n3).with({ aliases: { o0: "renamed_out" }, timeout: 10, cache: false });
  const n5 = ident(n4).with({ resources: { cpu: [1, 2], mem: "1Gi" } });
  return await ident(n5);
});
