/** Mistakes with references, the values that a workflow's body has of what is known at run time. */
import type { Mistake } from "./mistake.ts";

export const references: readonly Mistake[] = [
  {
    title: "a reference turned into text by String()",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await shout(String(a)));`,
    says: {
      transformer: /'String\(…\)' makes a text of 'a', a parameter of the workflow.*Put the text together in a task/s,
    },
  },
  {
    title: "a reference in a template",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    source: "export const flow = workflow(async (a: Int): Promise<string> => await shout(`x${a}`));",
    says: { transformer: /The template makes a text of 'a'.*Put the text together in a task/s },
  },
  {
    title: "arithmetic with a reference",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await label(a + 1));`,
    says: { transformer: /'\+' computes with 'a'.*Compute in a task/s },
  },
  {
    title: "if with a comparison of a reference",
    source: `export const flow = workflow(async (a: Int): Promise<string> => {
  if (a > 1) return await label(a);
  return await label(2);
});`,
    says: { transformer: /'>' compares 'a'.*Use 'when\(eq/s },
  },
  {
    title: "if with a reference",
    source: `export const flow = workflow(async (a: boolean): Promise<string> => {
  if (a) return await label(1);
  return await label(2);
});`,
    says: { transformer: /'if' decides by 'a'.*Use 'when\(isTrue/s },
  },
  {
    title: "a loop over a reference",
    source: `export const flow = workflow(async (xs: Int[]): Promise<void> => {
  for (const x of xs) await nothing(x);
});`,
    says: {
      transformer:
        /'for … of' loop goes through the elements of 'xs'.*'mapTask\(…\)', or give the value to a 'dynamic' task/s,
    },
  },
  {
    title: "a method of arrays on a reference",
    source: `export const flow = workflow(async (xs: Int[]): Promise<string[]> => await Promise.all(xs.map((x) => label(x))));`,
    says: { transformer: /'\.map\(\)' needs the elements of 'xs'.*'mapTask\(…\)'/s },
  },
  {
    title: "the length of a reference",
    source: `export const flow = workflow(async (xs: Int[]): Promise<string> => await label(xs.length));`,
    says: { transformer: /'\.length' needs the elements of 'xs'/ },
  },
  {
    title: "a loop up to a reference",
    source: `export const flow = workflow(async (n: Int): Promise<void> => {
  for (let i = 0; i < n; i += 1) await nothing(i);
});`,
    says: { transformer: /The 'for' loop ends when it is told by 'n'.*'dynamic' task/s },
  },
  {
    title: "taking apart a single output",
    source: `export const flow = workflow(async (): Promise<string> => {
  const [a] = await label(1);
  return await shout(a ?? "");
});`,
    says: { transformer: /'\[…\]' goes through the elements of the awaited result of 'label'/ },
  },
  {
    title: "taking apart more outputs than there are",
    source: `export const flow = workflow(async (): Promise<Int> => {
  const [a, b, c] = await two(1);
  await nothing(c);
  await shout(b);
  return a;
});`,
    says: {
      types: /of length '2' has no element at index '2'/,
      compile: /The input "a" \(an integer\) of task tasks\.nothing is missing/,
    },
  },
  {
    title: "a key of an untyped object",
    source: `export const loose = task(async (): Promise<Record<string, unknown>> => ({}));
export const flow = workflow(async (): Promise<string> => await shout((await loose())["k"]));`,
    says: {
      types: /'unknown' is not assignable to parameter/,
      compile:
        /takes a string for "s", and the output "o0\.k" of node n0 \(m\d+\.loose\) is a value of JSON\n {2}fix: /,
    },
  },
  {
    title: "a property of a number",
    source: `export const flow = workflow(async (a: Int): Promise<string> => await shout(a.foo));`,
    says: { types: /Property 'foo' does not exist on type 'Int'/, transformer: /'\.foo' needs the value of 'a'/ },
  },
  {
    title: "a property that a struct does not have",
    source: `export const make = task(async (): Promise<{ x: Int }> => ({ x: 1 }));
export const flow = workflow(async (): Promise<string> => await shout((await make()).nope));`,
    says: {
      types: /Property 'nope' does not exist on type '\{ x: Int; \}'/,
      transformer: /'\.nope' needs the value of the awaited result of 'make'/,
    },
  },
  {
    title: "a property of another type than the input",
    source: `export const make = task(async (): Promise<{ x: Int }> => ({ x: 1 }));
export const flow = workflow(async (): Promise<string> => await shout((await make()).x));`,
    says: {
      types: /'Int' is not assignable to parameter of type 'Input<string, 3>'/,
      compile: /takes a string for "s", and the output "o0\.x" of node n0 \(m\d+\.make\) is an integer\n {2}fix: /,
    },
  },
  {
    title: "a property of another type than the input, past the compiler",
    source: `export const make = task(async (): Promise<{ x: Int }> => ({ x: 1 }));
export const flow = workflow(async (): Promise<string> => await shout((await make()).x as never));`,
    says: {
      compile: /takes a string for "s", and the output "o0\.x" of node n0 \(m\d+\.make\) is an integer\n {2}fix: /,
    },
  },
  {
    title: "JSON of a reference",
    source: `export const flow = workflow(async (a: Int[]): Promise<string> => await shout(JSON.stringify(a)));`,
    says: { transformer: /'JSON\.stringify\(…\)' copies or writes the content of 'a'.*Pass the reference to a task/s },
  },
  {
    title: "a call that is not awaited, in a template",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    source: "export const flow = workflow(async (): Promise<string> => await shout(`x${label(1)}`));",
    says: { transformer: /a text of a call of 'label' that is not awaited/ },
  },
];
