import { bound, type Int, launchPlan, mapTask, task, workflow } from "@tsflyte/runtime";

export const inc = task(async (a: Int): Promise<Int> => a + 1);
export const multi = task(
  { retries: 2, requests: { cpu: "1" }, cache: { version: "1" } },
  async (a: Int, b: string, c: number): Promise<string> => `${a}${b}${c}`,
);
export const void_ = task(async (a: Int): Promise<void> => console.log(a));
export const inner_wf = workflow(async (a: Int, k: Int = 5): Promise<Int> => await inc(a));

export const lp = launchPlan(inner_wf, { name: "inner_lp" });
export const lp_fixed = launchPlan(inner_wf, { name: "inner_lp_fixed", fixedInputs: { k: 3 } });

export const map_wf = workflow(async (xs: Int[]): Promise<Int[]> => await mapTask(inc)(xs));

export const map_partial_wf = workflow(
  async (xs: Int[], b: string): Promise<string[]> => await mapTask(multi, { concurrency: 10 })(xs, bound(b), bound(1.5)),
);

export const map_ratio_wf = workflow(
  async (xs: Int[]): Promise<(Int | null)[]> => await mapTask(inc, { minSuccessRatio: 0.75 })(xs),
);

// What fails is null; the workflow says that it counts on every element all the same.
export const map_min_succ_wf = workflow(
  async (xs: Int[]): Promise<Int[]> => (await mapTask(inc, { minSuccesses: 2 })(xs)) as Int[],
);

export const map_overrides_wf = workflow(async (xs: Int[]): Promise<Int[]> => {
  mapTask(void_)(xs);
  return await mapTask(inc, { concurrency: 0 })(xs).with({
    requests: { mem: "2Gi" },
    retries: 5,
    cache: { version: "3" },
  });
});

export const map_const_wf = workflow(async (): Promise<Int[]> => await mapTask(inc)([1, 2, 3]));

export const map_multi_list_wf = workflow(
  async (xs: Int[], bs: string[], cs: number[]): Promise<string[]> =>
    await mapTask(multi, { runAllSubNodes: true })(xs, bs, cs),
);

export const map_lp_wf = workflow(
  async (xs: Int[]): Promise<Int[]> => await mapTask(lp, { concurrency: 4 })(xs, [1, 2]),
);

export const map_lp_fixed_wf = workflow(
  async (xs: Int[]): Promise<Int[]> => (await mapTask(lp_fixed, { minSuccessRatio: 0.5 })(xs)) as Int[],
);

export const map_chain_wf = workflow(async (xs: Int[]): Promise<Int[]> => {
  const y = mapTask(inc)(xs);
  return await mapTask(inc)(y);
});
