/** Tasks, workflows and launch plans that end well. */
import { currentContext, fixedRate, type Int, launchPlan, type Outputs, task, workflow } from "@tsflyte/runtime";

/**
 * Adds two numbers.
 * @param a the first
 * @param b what is added to it
 */
export const add = task(
  { requests: { cpu: "100m", mem: "128Mi" }, limits: { cpu: "500m", mem: "512Mi" } },
  async (a: Int, b: Int = 1): Promise<Int> => a + b,
);

export const halve = task(async (n: Int): Promise<[half: Int, rest: Int]> => [Math.floor(n / 2), n % 2]);

/** What a container knows of its run. */
export const whoAmI = task(async (): Promise<Outputs<{ execution: string; task: string; mode: string }>> => {
  const { executionId, taskId } = currentContext();
  return { execution: executionId.name, task: taskId.name, mode: process.env["SUITE_MODE"] ?? "" };
});

/** A sub-workflow, and the workflow of launch plans. */
export const scaled = workflow(async (n: Int, by: Int = 2): Promise<Outputs<{ sum: Int; rest: Int }>> => {
  const [half, rest] = await halve(n);
  return { sum: await add(half, by), rest };
});

export const planned = launchPlan(scaled, {
  name: "suite.planned",
  fixedInputs: { by: 100 },
  defaultInputs: { n: 8 },
  labels: { suite: "tsflyte" },
});

export const hourly = launchPlan(scaled, {
  name: "suite.hourly",
  defaultInputs: { n: 4 },
  schedule: fixedRate({ hours: 1 }),
});

/** A sub-workflow, and an execution of its own. */
export const both = workflow(async (n: Int): Promise<Int[]> => {
  const inside = scaled(n);
  const outside = planned(n);
  return [(await inside).sum, (await outside).sum];
});

/** Runs until somebody ends it. */
export const endless = task({ interruptible: false }, async (): Promise<void> => {
  const { signal } = currentContext();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 3_600_000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
});

export const waits = workflow(async (): Promise<void> => {
  await endless();
});
