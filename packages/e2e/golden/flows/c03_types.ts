import { type Int, task, workflow } from "@tsflyte/runtime";

type Nested = Record<string, Record<string, number>[]>;

export const prims = task(async (i: Int, f: number, s: string, b: boolean): Promise<string> => `${i}${f}${s}${b}`);
export const colls = task(
  async (li: Int[], ls: string[], ds: Record<string, Int>, nested: Nested, ll: boolean[][]): Promise<Nested> => nested,
);
export const untyped_dict = task(async (d: Record<string, unknown>): Promise<Record<string, unknown>> => d);

export const types_wf = workflow(async (i: Int, f: number, b: boolean, nested: Nested): Promise<Nested> => {
  const s = await prims(i, f, "lit", b);
  return await colls([1, i, 3], [s, "x"], { a: 1, b: i }, nested, [[true, b], []]);
});

export const consts_wf = workflow(async (): Promise<string> => prims(42, 1.5, "é✓", false));
