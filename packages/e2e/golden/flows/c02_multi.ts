import { type Int, task, workflow } from "@tsflyte/runtime";

type Stats = [total: Int, mean: number];

export const stats = task(async (a: Int, b: Int): Promise<Stats> => [a + b, (a + b) / 2]);
export const pair = task(async (a: Int): Promise<[Int, string]> => [a, String(a)]);
export const single = task(async (a: Int): Promise<[only: Int]> => [a]);
export const nothing = task(async (a: Int): Promise<void> => console.log(a));

export const multi_wf = workflow(async (a: Int, b: Int): Promise<Stats> => {
  const [total, mean] = await stats(a, b);
  const [p] = await pair(total);
  nothing(p);
  return [total, mean];
});

export const tuple_wf = workflow(async (a: Int): Promise<[Int, string]> => {
  const [p, q] = await pair(a);
  return [p, q];
});

export const single_wf = workflow(async (a: Int): Promise<[only: Int]> => {
  const [only] = await single(a);
  return [only];
});
