import { type Int, task, Temporal, workflow } from "@tsflyte/runtime";

enum E {
  A = "a",
  B = "b",
}

interface D {
  x: Int;
}

export const noop = task(async (a: Int): Promise<Int> => a);

export const defaults_wf = workflow(
  async (
    req: Int,
    i: Int = 0,
    f: number = 1.0,
    s: string = "",
    b: boolean = false,
    li: Int[] = [],
    ls: string[] = ["x"],
    d: Record<string, Int> = {},
    n: Int | null = null,
    n_nodefault: Int | null = null,
    u: Int | string = 5,
    e: E = E.B,
    dc: D = { x: 1 },
    t: Date = new Date("2020-01-01T00:00:00Z"),
    td: Temporal.Duration = Temporal.Duration.from("PT0S"),
    nested: Record<string, Int[]> = { a: [1] },
    ud: Record<string, unknown> = { k: [1, "a", null] },
  ): Promise<Int> => noop(req),
);

export const optional_nodefault_wf = workflow(async (a?: Int): Promise<Int> => noop(1));
