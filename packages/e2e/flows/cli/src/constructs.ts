/** What workflows are made of, for pictures and for runs from the command line. */
import { approve, dynamic, fail, gt, type Int, mapTask, task, when, workflow } from "@tsflyte/runtime";

export const double = task({ cache: { version: "1" } }, async (n: Int): Promise<Int> => {
  console.error(`doubling ${n}`);
  return n * 2;
});

export const upTo = dynamic(async (n: Int): Promise<Int[]> => {
  return Promise.all(Array.from({ length: n }, (_, index) => double(index)));
});

export const sized = workflow(async (n: Int) => {
  const size = await when(gt(n, 5), () => double(n), { name: "size" }).otherwise(fail("too small"));
  return await mapTask(double)(upTo(size));
});

export const guarded = workflow(async (n: Int) => {
  return await double(approve(double(n), { name: "looks good" }));
});

export const patient = task(async (): Promise<void> => {
  console.error("waiting");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
