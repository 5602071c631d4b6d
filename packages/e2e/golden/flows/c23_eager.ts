import { eager, type Int, task, workflow } from "@tsflyte/runtime";

export const one = task(async (a: Int): Promise<Int> => a + 1);

export const wf = workflow(async (a: Int): Promise<Int> => one(a));

export const main = eager(async (a: Int): Promise<Int> => {
  const x = await one(a);
  return x;
});

export const async_task = task(async (a: Int): Promise<Int> => a);
