/** The project that every host builds: tasks whose types come from files that are imported for nothing else, partly through an alias. */
const flow = `import type { Amount } from "@model/amount";
import { type Int, task, workflow } from "@tsflyte/runtime";
import { factor } from "./numbers.ts";

/**
 * Adds.
 *
 * @param a is counted once
 */
export const add = task({ retries: 1 }, async (a: Int, b: Int = 2): Promise<Int> => a + b * factor);
export const weigh = task(async ({ count, unit }: Amount): Promise<[weight: number, unit: string]> => [count / 2, unit]);
class TooMuch extends RangeError {}
export const broken = task((amount: number): number => {
  if (amount > 0) throw new TooMuch(\`\${amount} is too much\`);
  return amount;
});
export const twice = workflow(async (n: Int): Promise<Int> => add(await add(n), n));
`;

/** Loads the built module, and prints what it holds, what it does and where it fails. */
const report = `const module = process.argv[2];
const { add, weigh, broken, twice } = await import(new URL(module, import.meta.url));
const failure = await broken(3).then(() => "none", (error) => error.cause?.stack ?? error.stack);
console.log(JSON.stringify({
  metadata: [add, weigh, broken, twice].map(({ embedded }) => JSON.stringify(embedded)),
  outputs: JSON.stringify([await twice(4), await weigh({ count: 3, unit: "kg" })]),
  failure,
}));
`;

/** All files but the host's own. */
export const fixture: { readonly [path: string]: string } = {
  "src/flow.ts": flow,
  "src/numbers.ts": "export const factor = 1;\n",
  "src/model/unit.ts": 'export type Unit = "kg" | "lb";\n',
  "src/model/amount.ts": `import type { Int } from "@tsflyte/runtime";
import type { Unit } from "./unit.ts";

/** How much of it. */
export interface Amount {
  /** @minimum 0 */
  readonly count: Int;
  readonly unit: Unit;
}
`,
  "report.mjs": report,
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "nodenext",
      strict: true,
      types: [],
      rootDir: "src",
      outDir: "dist",
      sourceMap: true,
      paths: { "@model/*": ["./src/model/*.ts"] },
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      plugins: [{ transform: "@tsflyte/transformer" }],
    },
    include: ["src"],
  }),
};

/** Where the task `broken` throws: line and column, both from 1. */
export function failingPosition(): { readonly line: number; readonly column: number } {
  const lines = flow.slice(0, flow.indexOf("new TooMuch(")).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
