/** Code for launch plans of any kind, an eager task, and an optional step. */
import {
  type AnyFunction,
  eager,
  fixedRate,
  type Int,
  type LaunchPlan,
  launchPlan,
  RecoverableError,
  task,
  type Workflow,
  workflow,
} from "@tsflyte/runtime";

export const step = task({ retries: 1 }, async (n: Int): Promise<Int> => {
  if (n > 1000) throw new RecoverableError("too large");
  return n % 2 === 0 ? n / 2 : 3 * n + 1;
});

export const note = task(async (text: string, by: string | null = null, tags?: string[]): Promise<string> => {
  return `${by ?? "nobody"}: ${text}${tags === undefined ? "" : ` [${tags.join(" ")}]`}`;
});

export const collatz = eager(async (n: Int): Promise<Int[]> => {
  const seen: Int[] = [n];
  for (let current = n; current !== 1; ) {
    current = await step(current);
    seen.push(current);
  }
  return seen;
});

export const describe = task(async (values: Int[], by?: string): Promise<string> => {
  return await note(values.join(" → "), by ?? null);
});

export const numbers = workflow(async (n: Int, by?: string): Promise<string> => {
  const seen = collatz(n);
  return await describe(seen, by);
});

/** A plan of every workflow, every so many hours. */
function every<Fn extends AnyFunction>(flow: Workflow<Fn>, hours: number): LaunchPlan<Fn> {
  return launchPlan(flow, { name: `${flow.lhs}-every-${hours}h`, schedule: fixedRate({ hours }) });
}

export const plans = workflow(async (): Promise<string> => await numbers(3));
export const often = every(plans, 6);

export const both = workflow(async (n: Int): Promise<string[]> => {
  const first = numbers(n, "ada");
  const second = often().after(first);
  return [await first, await second];
});
