/** Mistakes with branches, maps, gates, launch plans and references to what is registered elsewhere. */
import type { Mistake } from "./mistake.ts";

export const constructs: readonly Mistake[] = [
  {
    title: "a branch without an end",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(eq(a, 1), () => label(a)));`,
    says: {
      types: /Type 'When<string>' is not assignable to type 'string'/,
      compile:
        /branch branch-0 of workflow m\d+\.flow says nothing for when none of its conditions holds.*fix: end it with \.otherwise\(/s,
    },
  },
  {
    title: "a branch of two cases without an end",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(eq(a, 1), () => label(a)).elseWhen(eq(a, 2), () => label(a)));`,
    says: {
      types: /Type 'When<string>' is not assignable to type 'string'/,
      compile: /says nothing for when none of its conditions holds.*fix: end it with \.otherwise\(/s,
    },
  },
  {
    title: "conditions joined by &&",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(eq(a, 1) && eq(a, 2), () => label(a)).otherwise(fail("x")));`,
    says: {
      transformer: /'&&' decides by the condition 'eq\(a, 1\)'.*Join conditions with 'and\(…\)' and 'or\(…\)'/s,
    },
  },
  {
    title: "comparisons joined by &&",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(a === 1 && a === 2, () => label(a)).otherwise(fail("x")));`,
    says: {
      types: /'boolean' is not assignable to parameter of type 'Condition'/,
      transformer: /'===' compares 'a'.*Use 'when\(eq/s,
    },
  },
  {
    title: "a branch on true",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(true, () => label(a)).otherwise(fail("x")));`,
    says: {
      types: /'boolean' is not assignable to parameter of type 'Condition'/,
      compile: /expected a condition, got true, which was computed before the workflow runs.*fix: write eq\(a, b\)/s,
    },
  },
  {
    title: "a branch on a reference",
    source: `export const flow = workflow(async (a: boolean): Promise<string> => await when(a, () => label(1)).otherwise(fail("x")));`,
    says: {
      types: /'boolean' is not assignable to parameter of type 'Condition'/,
      compile: /expected a condition, got the input "a" itself.*fix: write isTrue\(…\)/s,
    },
  },
  {
    title: "a branch outside a workflow",
    source: `export const run = async () => { if ((await when(eq(1, 1), () => label(1)).otherwise(fail("x"))) === "1") throw new Error("it runs"); };`,
    says: { run: /^it runs$/ },
  },
  {
    title: "a branch whose cases have different outputs",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(eq(a, 1), () => label(a)).otherwise(() => nothing(a)));`,
    says: {
      types: /Type 'string \| void' is not assignable to type 'string'/,
      compile: /expected its body to return its outputs \(o0\), got nothing/,
    },
  },
  {
    title: "a case that is a call and no function",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await when(eq(a, 1), label(a)).otherwise(fail("x")));`,
    says: {
      types: /'Invocation<string>' is not assignable to parameter of type '\(\) => Invocation<unknown>'/,
      compile: /expected a case to be a function that makes a call.*fix: write \(\) => call\(…\)/s,
    },
  },
  {
    title: "positional arguments for a launch plan",
    source: `export const inner = workflow(async ({ a }: { a: Int }): Promise<string> => await label(a));
export const plan = launchPlan(inner);
export const flow = workflow(async (): Promise<string> => await plan(1));`,
    says: {
      types: /'number' is not assignable to parameter/,
      compile: /expected one object with the inputs a, got a number.*fix: call it with \{ a: … \}/s,
    },
  },
  {
    title: "a fixed input that does not exist",
    source: `export const inner = workflow(async (a: Int): Promise<string> => await label(a));
export const plan = launchPlan(inner, { name: "wrong-input", fixedInputs: { zz: 1 } });`,
    says: { load: /The input "zz" is unknown to launch plan wrong-input, which has the inputs a.*fix: /s },
  },
  {
    title: "a fixed input of another type",
    source: `export const inner = workflow(async (a: Int): Promise<string> => await label(a));
export const plan = launchPlan(inner, { name: "wrong-type", fixedInputs: { a: "s" } });`,
    says: {
      load: /The input "a" of launch plan wrong-type is not of its type: a: expected an integer, got the string "s"/,
    },
  },
  {
    title: "two launch plans of one name",
    source: `export const inner = workflow(async (a: Int): Promise<string> => await label(a));
export const first = launchPlan(inner, { name: "twice", fixedInputs: { a: 1 } });
export const second = launchPlan(inner, { name: "twice", fixedInputs: { a: 2 } });`,
    says: {
      load: /two launch plans are named "twice", and differ in fixedInputs\n {2}at .*:4:22\n {2}at .*:5:23\n {2}fix: rename one of them/s,
    },
  },
  {
    title: "a launch plan with options and without a name",
    source: `export const inner = workflow(async (a: Int): Promise<string> => await label(a));
export const plan = launchPlan(inner, { fixedInputs: { a: 1 } });`,
    says: { load: /expected a name beside the option fixedInputs, got none.*fix: give it a name/s },
  },
  {
    title: "a schedule that is none",
    source: `export const schedule = cron("not a cron");`,
    says: { load: /cron\(\): expected 5 fields or an alias, found 3, got "not a cron"\n {2}fix: give five fields/ },
  },
  {
    title: "a rate of less than a minute",
    source: `export const schedule = fixedRate({ seconds: 30 });`,
    says: { load: /fixedRate\(\): expected a duration of whole minutes, at least one, got \{"seconds":30\}/ },
  },
  {
    title: "a map over a dynamic task",
    source: `export const grow = dynamic(async (a: Int): Promise<string> => await label(a));
export const flow = workflow(async (xs: Int[]): Promise<string[]> => await mapTask(grow)(xs));`,
    says: { compile: /got the dynamic task m\d+\.grow.*fix: map over a plain task/s },
  },
  {
    title: "a map over a task of two outputs",
    source: `export const each = mapTask(two);`,
    says: { load: /expected a task of at most one output, got the 2 outputs count, text.*fix: return one object/s },
  },
  {
    title: "a map called without a list",
    source: `export const flow = workflow(async (a: Int): Promise<string[]> => await mapTask(label)(a));`,
    says: {
      types: /'Int' is not assignable to parameter of type 'MapArgument<Int>'/,
      compile: /expected an array for the input "a", with one element a run, got the input "a".*fix: write bound\(…\)/s,
    },
  },
  {
    title: "an approval of an input",
    source: `export const flow = workflow(async (a: Int): Promise<Int> => await approve(a, { name: "n", timeout: "1d" }));`,
    says: {
      compile: /expected the result of a call, got the input "a" of the workflow.*fix: approve what a task returns/s,
    },
  },
  {
    title: "a workflow registered elsewhere as a node",
    source: `export const remote = referenceWorkflow<(a: Int) => Promise<Int>>({ project: "p", domain: "d", name: "n", version: "v" });
export const flow = workflow(async (a: Int): Promise<Int> => await remote(a));`,
    says: { compile: /calls n, a workflow that is only referred to.*fix: refer to its launch plan/s },
  },
  {
    title: "a task registered elsewhere in a run on this machine",
    source: `export const remote = referenceTask<(a: Int) => Promise<Int>>({ project: "p", domain: "d", name: "n", version: "v" });
export const flow = workflow(async (a: Int): Promise<Int> => await remote(a));
export const run = () => flow(1);`,
    says: {
      run: /task n is registered elsewhere, and its code is not here to run\n {2}fix: in tests replace it with mockTask/,
    },
  },
  {
    title: "a failure handler of other inputs",
    source: `export const handler = task(async (zz: Int): Promise<void> => { console.error(zz); });
export const flow = workflow({ onFailure: handler }, async (a: Int): Promise<string> => await label(a));`,
    says: { load: /it does not take "a"; it needs "zz".*fix: a failure handler gets the inputs of its workflow/s },
  },
];
