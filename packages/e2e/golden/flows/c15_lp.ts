import { cron, fixedRate, type Int, launchPlan, task, workflow } from "@tsflyte/runtime";

export const add = task(async (a: Int, b: Int): Promise<Int> => a + b);

export const wf = workflow(async (a: Int, b: Int = 2, c: string = "c"): Promise<Int> => add(a, b));

export const sched_wf = workflow(async (kick: Date, n: Int = 1): Promise<Int> => add(n, n));

export const default_lp = launchPlan(wf);
export const lp_defaults = launchPlan(wf, { name: "lp_defaults", defaultInputs: { a: 10 } });
export const lp_fixed = launchPlan(wf, { name: "lp_fixed", fixedInputs: { a: 11 }, defaultInputs: { b: 22 } });
export const lp_full = launchPlan(wf, {
  name: "lp_full",
  fixedInputs: { a: 1 },
  notifications: [
    { type: "email", phases: ["succeeded", "failed"], recipients: ["a@example.com", "b@example.com"] },
    { type: "slack", phases: ["aborted"], recipients: ["s@example.com"] },
    { type: "pager-duty", phases: ["timed-out"], recipients: ["p@example.com"] },
  ],
  labels: { team: "core" },
  annotations: { note: "yes" },
  rawOutputDataPrefix: "s3://raw/prefix",
  maxParallelism: 7,
  securityContext: { iamRole: "arn:role", k8sServiceAccount: "sa" },
  overwriteCache: true,
  autoActivate: true,
  concurrency: { max: 3, behavior: "skip" },
});
export const lp_auth_role = launchPlan(wf, {
  name: "lp_auth_role",
  securityContext: { iamRole: "iam", k8sServiceAccount: "ksa" },
});
export const lp_cron = launchPlan(sched_wf, {
  name: "lp_cron",
  schedule: cron("*/5 * * * *", { kickoffTimeInput: "kick" }),
});
export const lp_cron_offset = launchPlan(sched_wf, {
  name: "lp_cron_offset",
  schedule: cron("@daily", { offset: "PT1H", kickoffTimeInput: "kick" }),
});
export const lp_rate_min = launchPlan(wf, {
  name: "lp_rate_min",
  fixedInputs: { a: 1 },
  schedule: fixedRate({ minutes: 10 }),
});
export const lp_rate_hour = launchPlan(wf, { name: "lp_rate_hour", fixedInputs: { a: 1 }, schedule: fixedRate("6h") });
export const lp_rate_day = launchPlan(sched_wf, {
  name: "lp_rate_day",
  schedule: fixedRate({ days: 2 }, { kickoffTimeInput: "kick" }),
});

export const parent = workflow(async (x: Int): Promise<Int> => {
  const p = default_lp(x);
  const q = lp_defaults();
  lp_fixed(undefined, undefined, "cc").after(q);
  return await lp_defaults(p);
});
