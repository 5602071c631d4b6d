import { type Int, task, workflow } from "@tsflyte/runtime";

export const inc = task(async (a: Int): Promise<Int> => a + 1);

export const leaf = workflow(async (a: Int): Promise<Int> => inc(a));

export const mid = workflow(async (a: Int, b: Int = 7): Promise<[Int, Int]> => [await leaf(a), await inc(b)]);

export const top = workflow(async (a: Int): Promise<Int> => {
  const [x, y] = await mid(a);
  leaf(y);
  return await leaf(x).with({ nodeName: "lastone" });
});

export const passthrough = workflow(async (a: Int): Promise<[Int, string]> => [a, "const"]);
