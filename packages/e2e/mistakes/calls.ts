/** Mistakes in calls of tasks, in bodies of workflows and elsewhere. */
import type { Mistake } from "./mistake.ts";

export const calls: readonly Mistake[] = [
  {
    title: "a wrong type passed to a task",
    source: `export const run = () => label("x");`,
    says: {
      types: /'string' is not assignable to parameter of type 'Input<Int, 3>'/,
      run: /expected an integer, got the string "x"\n {2}at task tasks\.label \(tasks\.ts:3:22\)\n {2}fix: pass a value of the declared type/,
    },
  },
  {
    title: "a wrong type passed to a task by code without types",
    source: `export const run = () => label("x" as never);`,
    says: { run: /expected an integer, got the string "x".*fix: pass a value of the declared type/s },
  },
  {
    title: "a wrong constant in a workflow",
    source: `export const flow = workflow(async (): Promise<string> => await label("x"));`,
    says: {
      types: /'string' is not assignable to parameter of type 'Input<Int, 3>'/,
      compile:
        /expected an integer, got the string "x".*at the call in workflow m\d+\.flow \(.*:3:48\)\n {2}fix: pass a value/s,
    },
  },
  {
    title: "a task's text where another takes a number",
    source: `export const flow = workflow(async (): Promise<string> => await label(label(1)));`,
    says: {
      types: /'Invocation<string>' is not assignable to parameter of type 'Input<Int, 3>'/,
      compile:
        /task tasks\.label takes an integer for "a", and the output "o0" of node n0 \(tasks\.label\) is a string\n {2}fix: Flyte converts nothing between tasks/,
    },
  },
  {
    title: "a task's text where another takes a number, in a run",
    source: `export const flow = workflow(async (): Promise<string> => await label(label(1) as never));
export const run = () => flow();`,
    says: {
      compile: /takes an integer for "a", and the output "o0" of node n0/,
      run: /The input "a" of task tasks\.label.*expected an integer, got the string "1".*fix: /s,
    },
  },
  {
    title: "a missing input in a workflow",
    source: `export const flow = workflow(async (): Promise<string> => await label());`,
    says: {
      types: /Expected 1 arguments, but got 0/,
      compile:
        /The input "a" \(an integer\) of task tasks\.label is missing.*at the call in workflow m\d+\.flow.*fix: pass a value/s,
    },
  },
  {
    title: "a missing input outside a workflow",
    source: `export const run = () => label();`,
    says: {
      types: /Expected 1 arguments, but got 0/,
      run: /The input "a" \(an integer\) of task tasks\.label is missing.*fix: pass a value/s,
    },
  },
  {
    title: "one argument too many",
    source: `export const flow = workflow(async (): Promise<string> => await label(1, 2));`,
    says: {
      types: /Expected 1 arguments, but got 2/,
      compile:
        /The input "argument 2" is unknown to task tasks\.label, which has the inputs a.*fix: check the spelling/s,
    },
  },
  {
    title: "an unknown property of a task that takes an object",
    source: `export const named = task(async ({ a }: { a: Int }): Promise<Int> => a);
export const flow = workflow(async (): Promise<Int> => await named({ a: 1, b: 2 }));`,
    says: {
      types: /'b' does not exist in type/,
      compile: /The input "b" is unknown to task m\d+\.named, which has the inputs a.*fix: check the spelling/s,
    },
  },
  {
    title: "positional arguments for a task that takes an object",
    source: `export const named = task(async ({ a }: { a: Int }): Promise<Int> => a);
export const flow = workflow(async (): Promise<Int> => await named(1));`,
    says: {
      types: /'number' is not assignable to parameter/,
      compile: /expected one object with the inputs a, got a number.*fix: call it with \{ a: … \}/s,
    },
  },
  {
    title: "a tuple of outputs for one input",
    source: `export const flow = workflow(async (): Promise<string> => await label(two(1)));`,
    says: {
      types: /'Invocation<\[count: Int, text: string\]>' is not assignable to parameter/,
      compile:
        /expected one value, got the 2 outputs \(count, text\) of task tasks\.two.*fix: await the call and pass one of its outputs/s,
    },
  },
  {
    title: "the result of a task without one as an input",
    source: `export const flow = workflow(async (): Promise<string> => await label(nothing(1)));`,
    says: {
      types: /'Invocation<void>' is not assignable to parameter/,
      compile:
        /expected a value, got the call of task tasks\.nothing, which has no output.*fix: to only order the calls, use \.after\(call\)/s,
    },
  },
  {
    title: "the awaited result of a task without one as an input",
    source: `export const flow = workflow(async (): Promise<string> => await label((await nothing(1)) as never));`,
    says: { compile: /The input "a" \(an integer\) of task tasks\.label is missing.*fix: /s },
  },
  {
    title: "the result of a task without one as a workflow's",
    source: `export const flow = workflow(async (): Promise<string> => await nothing(1));`,
    says: {
      types: /Type 'void' is not assignable to type 'string'/,
      compile: /expected its body to return its outputs \(o0\), got nothing.*fix: return what the workflow/s,
    },
  },
  {
    title: "a workflow that says it has a result and gives none",
    source: `export const flow = workflow(async (a: Int): Promise<string> => { await label(a); });`,
    says: {
      types: /must return a value/,
      compile: /expected its body to return its outputs \(o0\), got nothing.*fix: return what the workflow/s,
    },
  },
  {
    title: "a workflow that says it has no result and gives one",
    source: `export const flow = workflow(async (a: Int): Promise<void> => { return await label(a); });`,
    says: { types: /Type 'string' is not assignable to type 'void'/ },
  },
  {
    title: "a workflow that gives another type than it says",
    source: `export const flow = workflow(async (a: Int): Promise<Int> => await label(a));
export const run = () => flow(1);`,
    says: {
      types: /Type 'string' is not assignable to type 'Int'/,
      compile: /its output "o0" is an integer, and the output "o0" of node n0 \(tasks\.label\) is a string\n {2}fix: /,
      run: /The output "o0" of workflow m\d+\.flow is not of its type: o0: expected an integer, got the string "1"/,
    },
  },
  {
    title: "a workflow that gives more outputs than it says",
    source: `export const flow = workflow(async (a: Int): Promise<[string, string]> => [await label(a), await label(a), await label(a)]);`,
    says: {
      types: /Source has 3 element\(s\) but target allows only 2/,
      compile: /expected a tuple of 2 \(o0, o1\), got one of 3.*fix: return what the function/s,
    },
  },
  {
    title: "a task that gives another type than it says",
    source: `export const bad = task(async (a: Int): Promise<Int> => "oops");
export const run = () => bad(1);`,
    says: {
      types: /Type 'string' is not assignable to type 'Int'/,
      run: /The output "o0" of task m\d+\.bad is not of its type: o0: expected an integer, got the string "oops".*fix: return a value of the declared type/s,
    },
  },
  {
    title: "a task that gives too few outputs",
    source: `export const bad = task(async (a: Int): Promise<[count: Int, text: string]> => a as never);
export const run = () => bad(1);`,
    says: { run: /expected a tuple of 2 \(count, text\), got 1.*fix: return what the function/s },
  },
  {
    title: "a task that gives nothing where it says something",
    source: `export const bad = task(async (a: Int): Promise<Int> => undefined as never);
export const run = () => bad(1);`,
    says: {
      run: /The output "o0" \(an integer\) of task m\d+\.bad is missing.*fix: return a value for every declared output/s,
    },
  },
  {
    title: "a task without a return",
    source: `export const bad = task(async (a: Int): Promise<Int> => { a + 1; });`,
    says: { types: /must return a value/ },
  },
  {
    title: "an error of the task's own in a workflow",
    source: `export const bad = task(async (a: Int): Promise<Int> => { if (a > 0) throw new RangeError("inner boom"); return a; });
export const flow = workflow(async (a: Int): Promise<Int> => await bad(a));
export const run = () => flow(1);`,
    says: { run: /^task m\d+\.bad failed: RangeError: inner boom\n.*at task m\d+\.bad \(m\d+\.ts:4:20\)$/s },
  },
  {
    title: "a wrong type passed to a workflow",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await label(a));
export const run = () => flow("x" as never);`,
    says: {
      run: /The input "a" of workflow m\d+\.flow is not of its type: a: expected an integer, got the string "x".*fix: /s,
    },
  },
  {
    title: "a missing input of a workflow",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await label(a));
export const run = () => flow();`,
    says: {
      types: /Expected 1 arguments, but got 0/,
      run: /The input "a" \(an integer\) of workflow m\d+\.flow is missing.*fix: pass a value/s,
    },
  },
  {
    title: "a workflow that calls itself, with its type written down",
    source: `export const flow: Workflow<(a: Int) => Promise<string>> = workflow(async (a: Int): Promise<string> => { await flow(a); return await label(a); });
export const run = () => flow(1);`,
    says: {
      compile: /in a circle: m\d+\.flow → m\d+\.flow\n {2}fix: break the circle.*let a dynamic task/s,
      run: /in a circle: m\d+\.flow → m\d+\.flow\n {2}fix: break the circle/,
    },
  },
  {
    title: "calls that wait for each other",
    source: `export const flow = workflow(async (): Promise<string> => {
  const a = label(1);
  const b = label(2).after(a);
  a.after(b);
  return await a;
});
export const run = () => flow();`,
    says: {
      compile: /nodes wait for each other in a circle: n0 → n1 → n0\n {2}fix: remove one \.after\(\)/,
      run: /nodes wait for each other in a circle: n0 → n1 → n0.*fix: remove one \.after\(\)/s,
    },
  },
  {
    title: "two nodes of one name",
    source: `export const flow = workflow(async (): Promise<string> => {
  await label(1).with({ nodeName: "same" });
  return await label(2).with({ nodeName: "same" });
});
export const run = () => flow();`,
    says: {
      compile: /2 nodes have this id\n {2}fix: give each another nodeName/,
      run: /workflow m\d+\.flow, node same: 2 nodes have this id.*fix: give each another nodeName/s,
    },
  },
  {
    title: "an integer with a fraction",
    source: `export const run = () => label(1.5);`,
    says: { run: /expected an integer, got the number 1\.5.*fix: /s },
  },
];
