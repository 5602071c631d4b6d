import { type Int, task, workflow } from "@tsflyte/runtime";

export const opt = task(async (a: Int | null): Promise<Int | null> => a);
export const opt_default = task(
  async (a: Int | null = null, b: string | null = "x", c: Int = 3): Promise<string | null> => b,
);
export const uni = task(async (a: Int | string | number[]): Promise<Int | string> => (Array.isArray(a) ? 1 : a));
export const optlist = task(
  async (a: Int[] | null, m: Record<string, Int | string> | null): Promise<(Int | null)[]> => [null],
);

export const union_wf = workflow(
  async (a: Int | null, u: Int | string = "hey", o: string | null = null): Promise<Int | string> => {
    opt(a);
    opt(5);
    opt(null);
    opt_default();
    uni([1.0, 2.5]);
    optlist([1, 2], { a: 1, b: "s" });
    uni("str");
    return await uni(u);
  },
);
