import { and, eq, fail, ge, gt, type Int, isFalse, isTrue, le, lt, ne, or, task, when, workflow } from "@tsflyte/runtime";

export const sq = task(async (n: number): Promise<number> => n * n);
export const dbl = task(async (n: number): Promise<number> => n * 2);
export const coin = task(async (seed: Int): Promise<boolean> => true);
export const name_of = task(async (i: Int): Promise<string> => "a");
export const void_t = task(async (): Promise<void> => {});

export const if_else_wf = workflow(
  async (x: number): Promise<number> =>
    await when(lt(x, 1), () => sq(x), { name: "frac" }).otherwise(() => dbl(x)),
);

export const elif_fail_wf = workflow(
  async (x: number): Promise<number> =>
    await when(and(gt(x, 0.1), lt(x, 1)), () => dbl(x), { name: "range" })
      .elseWhen(and(gt(x, 1), le(x, 10)), () => sq(x))
      .elseWhen(or(eq(x, 42), and(ne(x, 3), ge(x, 100))), () => sq(x))
      .otherwise(fail("The input must be between 0 and 10")),
);

export const bool_wf = workflow(async (seed: Int, b: boolean): Promise<number> => {
  const r = coin(seed);
  const a = when(isTrue(r), () => sq(2), { name: "bools" })
    .elseWhen(isFalse(b), () => sq(3))
    .otherwise(() => dbl(4));
  return await dbl(a);
});

export const nested_wf = workflow(
  async (x: number): Promise<number> =>
    await when(
      and(gt(x, 0.1), lt(x, 1)),
      () =>
        when(lt(x, 0.5), () => dbl(x), { name: "inner" })
          .elseWhen(and(gt(x, 0.5), lt(x, 0.7)), () => sq(x))
          .otherwise(fail("Only <0.7 allowed")),
      { name: "outer" },
    )
      .elseWhen(and(gt(x, 1), lt(x, 10)), () => sq(x))
      .otherwise(() => dbl(x)),
);

export const mixed_wf = workflow(async (i: Int, s: string): Promise<number> => {
  const n = name_of(i);
  const first = dbl(1);
  const c = when(eq(n, s), () => sq(first), { name: "strs" })
    .elseWhen(eq(n, "bob"), () => dbl(first))
    .otherwise(() => if_else_wf(first));
  return await sq(c);
});

export const void_wf = workflow(async (i: Int): Promise<void> => {
  await when(eq(i, 1), () => void_t(), { name: "void" })
    .elseWhen(eq(i, 2), () => sq(1))
    .otherwise(() => void_t());
});

export const two_operand_wf = workflow(
  async (a: Int, b: Int): Promise<string> =>
    await when(gt(a, b), () => name_of(a), { name: "two" }).otherwise(() => name_of(b)),
);
