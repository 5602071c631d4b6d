/** What workflows are made of: branches, maps, dynamic and eager tasks, gates. */
import {
  and,
  approve,
  bound,
  dynamic,
  eager,
  eq,
  ge,
  type Int,
  lt,
  mapTask,
  sleep,
  task,
  waitForInput,
  when,
  workflow,
} from "@tsflyte/runtime";

export const times = task(async (n: Int, by: Int): Promise<Int> => {
  if (n < 0) throw new Error(`${n} is negative`);
  return n * by;
});

export const sum = task(async (ns: (Int | null)[]): Promise<Int> => ns.reduce<number>((all, n) => all + (n ?? 0), 0));

export const sized = workflow(
  async (n: Int, unit: string): Promise<Int> =>
    await when(lt(n, 10), () => times(n, 1), { name: "size" })
      .elseWhen(and(ge(n, 10), eq(unit, "dozen")), () =>
        when(eq(n, 12), () => times(1, 100)).otherwise(() => times(n, 12)),
      )
      .otherwise(() => times(n, 10)),
);

export const mapped = workflow(
  async (ns: Int[], by: Int): Promise<Int> =>
    await sum(mapTask(times, { concurrency: 2, minSuccessRatio: 0.5 })(ns, bound(by))),
);

/** Its calls become nodes, other dynamic tasks among them. */
export const countDown = dynamic(async (n: Int): Promise<Int> => {
  if (n <= 1) return n;
  return sum([times(n, 1), countDown(n - 1)]);
});

export const fanOut = dynamic(async (n: Int): Promise<Int> => {
  const parts = Array.from({ length: n }, (_, index) => times(index, 2));
  return sum(await Promise.all(parts));
});

export const counted = workflow(async (n: Int): Promise<Int[]> => await Promise.all([fanOut(n), countDown(n)]));

/** Its calls are executions. */
export const search = eager(async (limit: Int): Promise<Int> => {
  let at = 1;
  while (at < limit) at = await times(at, 3);
  return at;
});

export const gated = workflow(async (n: Int): Promise<Int> => {
  const wanted = await waitForInput<Int>({ name: "wanted", timeout: "1h" });
  const approved = approve(times(wanted, n), { name: "go on", timeout: "1h" });
  const paused = sleep(1);
  return await sum([approved]).after(paused);
});
