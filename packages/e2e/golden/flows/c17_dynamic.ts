import { dynamic, type Int, type Invocation, launchPlan, mapTask, task, workflow } from "@tsflyte/runtime";

export const sq = task(async (a: Int): Promise<Int> => a * a);
export const total = task(async (xs: Int[]): Promise<Int> => xs.reduce((sum, x) => sum + x, 0));
export const sub = workflow(async (a: Int): Promise<Int> => sq(a));
export const sub_lp = launchPlan(sub, { name: "sub_lp" });

export const dyn = dynamic(async (n: Int): Promise<Int> => {
  const outs: Invocation<Int>[] = [];
  for (let i = 0; i < n; i++) outs.push(sq(i));
  return total(outs);
});

export const dyn_rich = dynamic({ retries: 1 }, async (n: Int, xs: Int[]): Promise<Int[]> => {
  const a = await sub(n);
  const b = await sub_lp(a);
  const c = mapTask(sq)(xs);
  total(c);
  return [a, b, n];
});

export const dyn_empty = dynamic(async (n: Int): Promise<Int> => n);
export const dyn_nested = dynamic(async (n: Int): Promise<Int> => dyn(n));

export const dyn_wf = workflow(async (n: Int): Promise<Int> => {
  dyn_rich(n, [1, 2]);
  return dyn(n);
});
