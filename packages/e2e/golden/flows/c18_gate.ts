import { approve, fail, type Int, isTrue, sleep, task, waitForInput, when, workflow } from "@tsflyte/runtime";

export const gen = task(async (): Promise<Int> => 1);
export const consume = task(async (a: Int, s: string): Promise<string> => `${a}${s}`);

export const gate_wf = workflow(async (): Promise<string> => {
  const n = gen();
  const s = waitForInput<string>({ name: "title", timeout: { hours: 2 } }).after(n);
  const ok = approve(n, { name: "approve-it", timeout: "30m" });
  const z = sleep(10);
  return await consume(ok, s).after(z);
});

export const gate_cond_wf = workflow(async (): Promise<string> => {
  const b = waitForInput<boolean>({ name: "yesno", timeout: 0 });
  return await when(isTrue(b), () => consume(1, "y"), { name: "c" }).otherwise(fail("nope"));
});
