import { type Int, mapTask, referenceLaunchPlan, referenceTask, referenceWorkflow, task, workflow } from "@tsflyte/runtime";

const where = { project: "refproj", domain: "staging", version: "abc" };

export const rtask = referenceTask<(a: Int, d: Record<string, string>) => Promise<Int>>({ ...where, name: "ref.task" });
export const rlp = referenceLaunchPlan<(a: Int, s: string) => Promise<string>>({ ...where, name: "ref.lp" });
export const rwf = referenceWorkflow<(a: Int) => Promise<Int>>({ ...where, name: "ref.wf" });

export const consume = task(async (a: Int): Promise<Int> => a);

export const rmap = referenceTask<(a: Int) => Promise<Int>>({ ...where, name: "ref.mapme" });

export const ref_wf = workflow(async (a: Int): Promise<string> => {
  const x = rtask(a, { k: "v" });
  const y = consume(x);
  return rlp(y, "s");
});

export const ref_map_wf = workflow(async (xs: Int[]): Promise<Int[]> => mapTask(rmap)(xs));
