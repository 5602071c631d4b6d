import type ts from "typescript";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContext } from "../src/create-context.ts";
import { transformFile } from "../src/transform-file.ts";
import { generateBody } from "./support/body-generator.ts";
import { compilers } from "./support/fixture-program.ts";
import { createRandom } from "./support/random.ts";
import { createVirtualProgram } from "./support/virtual-program.ts";

/** What came to a probe in the runs of a body. */
interface Seen {
  pending: number;
  absent: number;
  plain: number;
}

const probe = /⟦(\d+):(\w+)⟧/g;
const header = `import { task, workflow, type Int } from "@tsflyte/runtime";
declare const coin: () => boolean;
export const add = task(async (a: Int): Promise<Int> => a);
export const body = workflow(async (p: Int): Promise<void> => {
`;

/** The body as the transformer reads it, and where its probes stand. */
function toSource(body: string): { readonly text: string; readonly spots: ReadonlyMap<number, number> } {
  const spots = new Map<number, number>();
  let text = header;
  let end = 0;
  for (const { 0: whole, 1: number, 2: name = "", index } of body.matchAll(probe)) {
    text += body.slice(end, index);
    spots.set(text.length, Number(number));
    text += name;
    end = index + whole.length;
  }
  return { text: `${text}${body.slice(end)}\n});\n`, spots };
}

class Reference {}
class Call {
  // biome-ignore lint/suspicious/noThenProperty: a call is a promise
  then<T>(onFulfilled: (value: unknown) => T): Promise<T> {
    return Promise.resolve(new Reference()).then(onFulfilled);
  }
}

/** Runs a body many times, with all kinds of luck. */
async function observe(body: string, seed: number): Promise<ReadonlyMap<number, Seen>> {
  const seen = new Map<number, Seen>();
  const look = (number: number, value: unknown): unknown => {
    const counts = seen.get(number) ?? { pending: 0, absent: 0, plain: 0 };
    seen.set(number, counts);
    const isPending = value instanceof Reference || value instanceof Call;
    counts[isPending ? "pending" : value === undefined || value === null ? "absent" : "plain"]++;
    return isPending ? 1 : value;
  };
  const code = body
    .replace(probe, "look($1, $2)")
    .replaceAll(/: any(\[\])?/g, "")
    .replaceAll(/(\w)!/g, "$1");
  const AsyncFunction = (async () => {}).constructor as new (
    ...text: string[]
  ) => (...args: unknown[]) => Promise<void>;
  const run = new AsyncFunction("p", "add", "coin", "look", code);
  for (let round = 0; round < 30; round++) {
    const random = createRandom(seed * 1000 + round);
    let tosses = 0;
    const coin = (): boolean => {
      if (tosses++ > 1000) throw new Error("too long");
      return random() < 0.5;
    };
    // What a body throws, such as a property read from undefined, ends the round.
    await run(new Reference(), () => new Call(), coin, look).catch(() => undefined);
  }
  return seen;
}

const seeds = Array.from({ length: 1200 }, (_, index) => index + 1);
const bodies = seeds
  .map((seed) => ({ seed, body: generateBody(seed) }))
  .filter(({ body }) => body.length > 150 && body.length < 900);
const [typescript] = compilers;
if (typescript === undefined) throw new Error("TypeScript is not installed");
const sources = new Map(bodies.map(({ seed, body }) => [`body${seed}.ts`, toSource(body)]));
const program = createVirtualProgram(
  typescript,
  Object.fromEntries([...sources].map(([name, { text }]) => [name, text])),
);
const context = createContext(typescript, program);

const misuse = suite("misuse");
misuse("is reported only where a reference comes, and mostly where one comes each time", async () => {
  let reported = 0;
  let certain = 0;
  let missed = 0;
  for (const { seed, body } of bodies) {
    const source = sources.get(`body${seed}.ts`);
    const file: ts.SourceFile | undefined = program.getSourceFile(`/project/body${seed}.ts`);
    if (source === undefined || file === undefined) throw new Error("the file is not in the program");
    const found = new Set(
      transformFile(context, file).problems.map(({ node }) => source.spots.get(node.getStart(file))),
    );
    for (const [number, { pending, absent, plain }] of await observe(body, seed)) {
      if (found.has(number)) {
        reported++;
        assert.ok(pending > 0 || plain === 0, `probe ${number} of:\n${body}`);
      }
      // What comes rarely may come otherwise too.
      if (pending < 10 || absent + plain > 0) continue;
      certain++;
      if (!found.has(number)) missed++;
    }
  }
  assert.ok(reported > 1000, `${reported} reported`);
  assert.ok(missed < certain / 10, `${missed} of ${certain} missed`);
});
misuse.run();
