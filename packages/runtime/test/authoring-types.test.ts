/**
 * What the types let users write, and what they refuse: checked whenever the tests are type-checked, by TypeScript 6,
 * and by TypeScript 5.9 in the test below. Nothing of it runs.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expectTypeOf } from "expect-type";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  accelerators,
  and,
  approve,
  bound,
  eq,
  FlyteFile,
  type FunctionTask,
  fail,
  ge,
  gt,
  type Int,
  type Invocation,
  isFalse,
  isNone,
  isTrue,
  launchPlan,
  le,
  lt,
  mapTask,
  ne,
  type Outputs,
  or,
  sleep,
  type Task,
  task,
  type Workflow,
  waitForInput,
  when,
  workflow,
} from "../src/index.ts";
import { mockTask, runWorkflow } from "../src/testing/index.ts";

interface Row {
  name: string;
  price: number;
  tags?: string[];
}
interface Tree {
  value: Int;
  children: Tree[];
}
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Shape = { kind: "circle"; r: number } | { kind: "square"; side: number };
type Id = string & { readonly __brand: "Id" };

/** Everything that is declared here would need the transformer to run. */
export function declarations(): void {
  const add = task(async (a: Int, b: Int = 2): Promise<Int> => a + b);
  const split = task({ retries: 1 }, async (row: Row): Promise<[mean: number, rows: Int]> => [row.price, 1]);
  const parts = task(async (row: Row): Promise<Outputs<{ mean: number; rows: Int }>> => ({ mean: row.price, rows: 1 }));
  const load = task(
    async ({ path, n = 3 }: { path: string; n?: Int }): Promise<Row[]> =>
      Array.from({ length: n }, () => ({ name: path, price: 1 })),
  );
  const voidTask = task(async (_text: string): Promise<void> => {});
  const head = task(async (file: FlyteFile<"csv">): Promise<string> => file.text());

  expectTypeOf(add).toExtend<Task<(a: Int, b?: Int) => Promise<Int>>>();
  expectTypeOf(add).toExtend<FunctionTask>();
  expectTypeOf<ReturnType<typeof add>>().toEqualTypeOf<Invocation<Int>>();
  expectTypeOf<ReturnType<typeof load>>().toEqualTypeOf<Invocation<Row[]>>();
  expectTypeOf<ReturnType<typeof voidTask>>().toEqualTypeOf<Invocation<void>>();
  expectTypeOf<Awaited<ReturnType<typeof split>>>().toEqualTypeOf<[mean: number, rows: Int]>();

  const flow = workflow(
    { failurePolicy: "fail-immediately" },
    async (n: Int, name: string = "x"): Promise<[total: Int, rows: Int]> => {
      const first = add(n, 1);
      const total = await add(first, add(1, 2)).with({ retries: 3 });
      const rows = await load({ path: name });
      const [mean, count] = await split(rows[0] as Row);
      const { mean: again } = await parts({ name, price: mean, tags: [name] });
      await parts({ name: "a", price: again });
      const said = voidTask(name).after(first);
      await head(new FlyteFile<"csv">("a.csv")).after(said, first).with({ accelerator: accelerators.T4 });
      return [total, count];
    },
  );
  expectTypeOf(flow).toExtend<Workflow<(n: Int, name?: string) => Promise<[Int, Int]>>>();
  const result: Promise<[Int, Int]> = flow(3);
  expectTypeOf(runWorkflow(flow, { n: 3 })).toEqualTypeOf<Promise<[total: Int, rows: Int]>>();
  expectTypeOf(mockTask(add, (a, b = 2) => a + b).calls[0]?.[0]).toEqualTypeOf<Int | undefined>();
  // @ts-expect-error the task gives a number
  mockTask(add, () => "five");
  void result;
  void flow(add(1), Promise.resolve("x"));

  // Promises deep inside arrays and objects, and calls for whole arguments.
  const tree = task(async (node: Tree): Promise<Tree> => node);
  const json = task(async (value: Json): Promise<Json> => value);
  const shape = task(
    async (value: Shape, _options?: { a?: string; b?: number | undefined }): Promise<Shape[]> => [value],
  );
  const branded = task(async (_id: Id): Promise<"a" | "b"> => "a");
  const closed = task(async (_letter: "x" | "y"): Promise<bigint> => 1n);
  const pair = task(async (_pair: readonly [a: string, b?: number]): Promise<void> => {});
  const generic = <T>(value: T): T => value;
  void tree(tree({ value: 1, children: [] }));
  void tree({ value: add(1), children: [tree({ value: 1, children: [] })] });
  void json({ x: [json("a"), 1, { y: json("s") }] });
  void shape({ kind: "circle", r: Promise.resolve(3) }, { a: branded("q" as Id) });
  void branded(generic("id" as Id));
  void pair(["a"]);
  void pair([branded("q" as Id), 2]);
  expectTypeOf(branded("id" as Id)).toEqualTypeOf<Invocation<"a" | "b">>();
  expectTypeOf(closed("x")).toEqualTypeOf<Invocation<bigint>>();
  void closed(Math.random() > 2 ? "x" : "y");

  // @ts-expect-error a text is no integer
  void add("a", 1);
  // @ts-expect-error a row is missing
  void split();
  // @ts-expect-error one argument too many
  void add(1, 2, 3);
  // @ts-expect-error a promise of another type
  void add(Promise.resolve("a"));
  // @ts-expect-error a property is missing
  void load({ n: 3 });
  // @ts-expect-error a property that is not there
  void load({ path: "a", m: 3 });
  // @ts-expect-error a literal that is not of the union
  void closed("z");
  // @ts-expect-error a member of the union with the field of another
  void shape({ kind: "circle", side: 1 });
  // @ts-expect-error a call of another type
  void closed(branded("q" as Id));
  // @ts-expect-error a boolean for a number
  void shape({ kind: "square", side: true });
  // @ts-expect-error a file of another format
  void head(new FlyteFile<"json">("a.json"));
  const anyFile = task(async (file: FlyteFile): Promise<FlyteFile<"csv">> => new FlyteFile(await file.path()));
  void head(anyFile(anyFile(new FlyteFile<"json">("a.json"))));
  // @ts-expect-error an option that does not exist
  void task({ retry: 1 }, async (): Promise<void> => {});
  // @ts-expect-error an override that does not exist
  void add(1).with({ retry: 1 });
  // @ts-expect-error a value is no call
  void add(1).after(3);
  // @ts-expect-error options stand before the function
  void task(async (): Promise<void> => {}, { retries: 1 });
  // @ts-expect-error a policy that does not exist
  void workflow({ failurePolicy: "never" }, async (): Promise<void> => {});
}

/** Branches, maps and gates. */
export function constructs(): void {
  const add = task(async (a: Int, b: Int = 2): Promise<Int> => a + b);
  const load = task(
    async ({ path, n = 3 }: { path: string; n?: Int }): Promise<Row[]> =>
      Array.from({ length: n }, () => ({ name: path, price: 1 })),
  );
  const parts = task(async (row: Row): Promise<Outputs<{ mean: number; rows: Int }>> => ({ mean: row.price, rows: 1 }));
  const flag = task(async (x: number): Promise<boolean> => x > 1);
  const text = task(async (x: number): Promise<string> => String(x));
  const today = task(async (): Promise<Date> => new Date());
  const only = task(async (a: Int): Promise<[only: Int]> => [a]);
  const log = task(async (_text: string): Promise<void> => {});
  const tree = task(async (node: Tree): Promise<Tree> => node);
  const shape = task(
    async (value: Shape, _options?: { a?: string; b?: number | undefined }): Promise<Shape[]> => [value],
  );

  const branches = workflow(async (n: Int, name: string = "x"): Promise<[Int | string, Int]> => {
    const { mean } = await parts({ name, price: 1 });
    const total = await add(n, 1);
    const big = await when(gt(mean, 0.5), () => add(total, 1), { name: "big" })
      .elseWhen(isTrue(flag(mean)), () => add(1, 2))
      .elseWhen(eq(name, "y"), () => add(1, 2))
      .otherwise(fail("nothing"));
    expectTypeOf(big).toEqualTypeOf<Int>();
    const either = when(and(lt(today(), new Date()), or(ne(name, "a"), le(total, n))), () => add(1))
      .elseWhen(isFalse(flag(1)), () => text(mean))
      .otherwise(() => when(ge(n, 3), () => add(1)).otherwise(() => fail("small")));
    expectTypeOf(either).toEqualTypeOf<Invocation<Int | string>>();
    const [done] = [when(isNone(name), () => log("a")).otherwise(() => log("b"))];
    return [await either.after(done), big];
  });
  expectTypeOf(branches).toExtend<Workflow<(n: Int, name?: string) => Promise<[Int | string, Int]>>>();

  const plan = launchPlan(branches, { name: "nightly" });
  const maps = workflow(async (xs: Int[], paths: string[]): Promise<Int[]> => {
    const a = await mapTask(add)(xs, bound(3));
    const b = await mapTask(add, { concurrency: 4 })(xs, xs);
    expectTypeOf(b).toEqualTypeOf<Int[]>();
    const some = mapTask(add, { minSuccessRatio: 0.5 })(a, bound(add(1, 2)));
    expectTypeOf(some).toEqualTypeOf<Invocation<(Int | null)[]>>();
    expectTypeOf(mapTask(add, { minSuccesses: 1 })(xs)).toEqualTypeOf<Invocation<(Int | null)[]>>();
    const rows = await mapTask(load)({ path: paths, n: bound(3) });
    expectTypeOf(rows).toEqualTypeOf<Row[][]>();
    await mapTask(load)({ path: Promise.all([text(1), text(2)]) });
    expectTypeOf(mapTask(log)(paths)).toEqualTypeOf<Invocation<void>>();
    expectTypeOf(mapTask(only)(xs)).toEqualTypeOf<Invocation<[only: Int[]]>>();
    expectTypeOf(mapTask(plan)(xs, bound("x"))).toEqualTypeOf<Invocation<[Int | string, Int][]>>();
    void mapTask(tree)([await tree({ value: 1, children: [] })]);
    void mapTask(shape)([{ kind: "circle", r: 1 }], bound({ a: "x" }));
    return [...b];
  });
  expectTypeOf(maps).toExtend<Workflow<(xs: Int[], paths: string[]) => Promise<Int[]>>>();

  const gates = workflow(async (): Promise<string> => {
    const row = await waitForInput<Row>({ name: "row", timeout: "1h" });
    expectTypeOf(row).toEqualTypeOf<Row>();
    const approved = await approve(row, { name: "ok" });
    expectTypeOf(approved).toEqualTypeOf<Row>();
    await sleep("5m").after(add(1));
    return approved.name;
  });
  void gates();

  // @ts-expect-error a comparison that JavaScript makes
  void when(1 > 0, () => add(1));
  // @ts-expect-error a text is no number
  void gt(1, "a");
  // @ts-expect-error booleans have no order
  void gt(true, false);
  // @ts-expect-error a number is no boolean
  void isTrue(1);
  // @ts-expect-error a call instead of a function
  void when(gt(1, 2), add(1));
  // @ts-expect-error a case that gives no call
  void when(gt(1, 2), () => {});
  // @ts-expect-error a value instead of a list
  void mapTask(add)(1);
  // @ts-expect-error a list of another type
  void mapTask(add)(["a"]);
  // @ts-expect-error a shared value of another type
  void mapTask(add)([1], bound("a"));
  // @ts-expect-error an input that is not there
  void mapTask(load)({ path: ["a"], m: [1] });
  // @ts-expect-error a workflow cannot be mapped over
  void mapTask(branches);
  // @ts-expect-error an option that does not exist
  void mapTask(add, { concurency: 1 });
  // @ts-expect-error a gate has a name
  void approve(add(1), {});
}

const types = suite("authoring types");

types("are the same to TypeScript 5.9", () => {
  const require = createRequire(join(import.meta.dirname, "../../transformer/package.json"));
  const tsc = join(dirname(require.resolve("typescript-5.9/package.json")), "bin/tsc");
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-types-"));
  try {
    const config = join(folder, "tsconfig.json");
    const compilerOptions = { types: ["node"], typeRoots: [join(import.meta.dirname, "../../../node_modules/@types")] };
    const base = join(import.meta.dirname, "../tsconfig.test.json");
    writeFileSync(
      config,
      JSON.stringify({ extends: base, compilerOptions, include: [], files: [import.meta.filename] }),
    );
    let output = "";
    try {
      output = execFileSync(process.execPath, [tsc, "-p", config], { encoding: "utf8" });
    } catch (error) {
      output = String((error as { readonly stdout?: unknown }).stdout ?? error);
    }
    const ours = output.split("\n").filter((line) => line.includes("authoring-types.test.ts"));
    assert.equal(ours, []);
    assert.match(execFileSync(process.execPath, [tsc, "--version"], { encoding: "utf8" }), "5.9.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

types.run();
