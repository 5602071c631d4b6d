import { type FlyteError, type Int, task, workflow } from "@tsflyte/runtime";

export const work = task(async (a: Int): Promise<Int> => a);

export const cleanup = task(async (a: Int, b: string, err: FlyteError | null = null): Promise<void> => {
  console.log(a, b, err);
});

export const cleanup_plain = task(async (a: Int): Promise<void> => {
  console.log(a);
});

export const cleanup_wf = workflow(async (a: Int, b: string): Promise<void> => {
  await cleanup_plain(a);
});

export const fail_wf = workflow({ onFailure: cleanup }, async (a: Int, b: string = "bb"): Promise<Int> => work(a));

export const fail_wf2 = workflow(
  { onFailure: cleanup_wf, failurePolicy: "fail-after-executable-nodes-complete", interruptible: true },
  async (a: Int, b: string): Promise<Int> => work(a),
);

export const fail_wf3 = workflow({ onFailure: cleanup_plain }, async (a: Int): Promise<Int> => work(a));
