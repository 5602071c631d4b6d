/** Mistakes in definitions of tasks: signatures, types and options. */
import type { Mistake } from "./mistake.ts";

export const definitions: readonly Mistake[] = [
  {
    title: "a parameter without a type",
    source: `export const bad = task(async (a): Promise<Int> => 1);`,
    says: { transformer: /The parameter 'a' has no type\. Declare it: 'a: string'\./ },
  },
  {
    title: "a task inside a function",
    source: `export function outer() {
  return task(async (a: Int): Promise<Int> => a);
}
export const run = async () => outer();`,
    says: {
      transformer:
        /must be the initialiser of a module-level constant.*Write 'export const name = task\(…\)' at the top level/s,
      run: /was not compiled by @tsflyte\/transformer.*fix: /s,
    },
  },
  {
    title: "a list that all calls would share as a default",
    source: `export const bad = task(async (a: Int[] = []): Promise<Int> => { a.push(1); return a.length; });
export const run = async () => { await bad(); if ((await bad()) === 1) throw new Error("each call has its own"); };`,
    says: { run: /^each call has its own$/ },
  },
  {
    title: "a cache without a version",
    source: `export const bad = task({ cache: { version: "" } }, async (a: Int): Promise<Int> => a);`,
    says: { load: /x/ },
  },
  {
    title: "retries as a text",
    source: `export const bad = task({ retries: "3" }, async (a: Int): Promise<Int> => a);`,
    says: {
      types: /Type 'string' is not assignable to type 'number'/,
      load: /task m\d+\.bad, option "retries": expected a whole number from 0, got "3"/,
    },
  },
  {
    title: "a timeout without a unit",
    source: `export const bad = task({ timeout: "3" }, async (a: Int): Promise<Int> => a);`,
    says: { load: /task m\d+\.bad, option "timeout": expected a number of seconds, a text like "5m".*got "3"/s },
  },
  {
    title: "an option that does not exist",
    source: `export const bad = task({ retry: 3 }, async (a: Int): Promise<Int> => a);`,
    says: {
      types: /'retry' does not exist in type 'TaskOptions'/,
      load: /task\(\) of m\d+\.bad: there is no option "retry"\n {2}fix: did you mean "retries"\?/,
    },
  },
  {
    title: "two requests of one resource that are out of order",
    source: `export const flow = task({ resources: { cpu: [2, 1] } }, async (a: Int): Promise<Int> => a);`,
    says: { compile: /it requests 2 of cpu, above its limit of 1\n {2}fix: raise the limit/ },
  },
  {
    title: "a quantity that Kubernetes cannot read",
    source: `export const bad = task({ requests: { mem: "1 GB" } }, async (a: Int): Promise<Int> => a);`,
    says: {
      load: /option "requests\.mem": expected an amount as Kubernetes writes it, like "500m", "2Gi" or 2, got "1 GB"/,
    },
  },
  {
    title: "resources beside requests",
    source: `export const bad = task({ resources: { cpu: "1" }, requests: { cpu: "1" } }, async (a: Int): Promise<Int> => a);`,
    says: {
      load: /option "resources": expected no requests and no limits beside it, got \{"requests":\{"cpu":"1"\}\}/,
    },
  },
  {
    title: "no image",
    source: `export const flow = label;
export const imageConfig = { images: {} };`,
    says: {
      compile:
        /has no container image\n {2}fix: give the default one with --image IMAGE, or the task.s own as the option containerImage/,
    },
  },
  {
    title: "an image that has no name in the configuration",
    source: `export const flow = task({ containerImage: "{{.image.nope}}" }, async (a: Int): Promise<Int> => a);`,
    says: { compile: /nope.*fix: /s },
  },
  {
    title: "an enum of numbers",
    source: `enum E { A = 1 }
export const ok = task(async (a: E): Promise<Int> => a);
export const run = async () => { if ((await ok(E.A)) === 1) throw new Error("it works"); };`,
    says: { run: /^it works$/ },
  },
  {
    title: "a tuple of two types",
    source: `export const ok = task(async (a: [Int, string]): Promise<Int> => a[0]);
export const run = async () => { if ((await ok([1, "x"])) === 1) throw new Error("it works"); };`,
    says: { run: /^it works$/ },
  },
  {
    title: "a list of anything",
    source: `export const bad = task(async (a: any[]): Promise<Int> => a.length);`,
    says: { transformer: /parameter 'a', at a\[\]: 'any' says nothing about the value\. Declare its type/ },
  },
  {
    title: "a record with numbers as keys",
    source: `export const ok = task(async (a: Record<number, string>): Promise<string> => a[7] ?? "");
export const run = async () => { if ((await ok({ 7: "x" })) === "x") throw new Error("it works"); };`,
    says: { run: /^it works$/ },
  },
  {
    title: "a whole number for a float",
    source: `export const ok = task(async (a: number): Promise<number> => a);
export const run = async () => { if ((await ok(1)) === 1) throw new Error("it works"); };`,
    says: { run: /^it works$/ },
  },
  {
    title: "a secret that is not there",
    source: `export const bad = task(async (): Promise<string> => currentContext().secrets.get("k", { group: "g" }));
export const run = () => bad();`,
    says: {
      run: /There is no secret "k" in the group "g": looked in \$_FSEC_G_K, \$G_K, \/etc\/secrets\/g\/k\n {2}fix: add secretRequests: \[\{ group: "g", key: "k" \}\]/,
    },
  },
  {
    title: "a secret without a group",
    source: `export const bad = task({ secretRequests: [{ key: "k" }] }, async (a: Int): Promise<Int> => a);`,
    says: {
      types: /Property 'group' is missing/,
      load: /option "secretRequests": expected a group for every secret, got \{"key":"k"\}/,
    },
  },
  {
    title: "a secret in a variable that has no such name",
    source: `export const bad = task({ secretRequests: [{ group: "g", key: "k", envVar: "bad-name" }] }, async (a: Int): Promise<Int> => a);`,
    says: { load: /expected an envVar of capitals, digits and _, got "bad-name"/ },
  },
  {
    title: "a parameter that is a function",
    source: `export const bad = task(async (a: () => void): Promise<Int> => 1);`,
    says: { transformer: /parameter 'a': '\(\) => void' is a function.*Pass the data that the function would need/s },
  },
  {
    title: "a task that is no constant of its module",
    source: `export const all = [task(async (a: Int): Promise<Int> => a)];`,
    says: {
      transformer: /must be the initialiser of a module-level constant/,
      load: /was not compiled by @tsflyte\/transformer/,
    },
  },
];
