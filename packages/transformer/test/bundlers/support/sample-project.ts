/** A project whose tasks take their types from files that no bundler asks for, and whose alias only types go through. */
export const sampleProject: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2023",
      lib: ["es2023"],
      module: "esnext",
      moduleResolution: "bundler",
      strict: true,
      skipLibCheck: true,
      rootDir: "src",
      outDir: "build",
      jsx: "react",
      types: [],
      paths: { "@model/*": ["./src/model/*"] },
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      plugins: [{ transform: "@tsflyte/transformer" }],
    },
    include: ["src"],
  }),
  "src/model/unit.ts": `/** How much. */
export interface Unit { readonly size: number; readonly label?: "small" | "large" }
`,
  "src/model/row.ts": `import type { Unit } from "./unit.ts";
export interface Row { readonly name: string; readonly unit: Unit; readonly next: Row | null }
`,
  "src/globals.d.ts": `declare interface Everywhere { readonly place: string }
declare const console: { log(text: string): void };
`,
  "src/api.ts": `export { task as job, workflow } from "@tsflyte/runtime";
`,
  "src/plain.ts": `export const plain = (value: number): number => value + 1;
`,
  "src/flows/train.ts": `import type { Row } from "@model/row";
import { job, workflow } from "../api.ts";
import { plain } from "../plain.ts";

/**
 * Trains “it”.
 * @param rows the rows
 */
export const train = job({ retries: 2 }, async (rows: Row[], place?: Everywhere): Promise<[mean: number, text: string]> => {
  return [plain(rows.length), String(place)];
});

const hidden = job((value: number): number => { if (value < 0) throw new TypeError("negative"); return value; }); export const after = job((value: number): number => { if (value > 9) throw new RangeError("large"); return value; });

export default workflow(async (name: string) => name);
`,
  "src/flows/view.tsx": `/** @jsxRuntime classic */
/** @jsx h */
import * as flyte from "@tsflyte/runtime";

declare global {
  namespace JSX { interface IntrinsicElements { b: { title: string } } }
}
const h = (tag: string, { title }: { title: string }, text: string): string => \`\${tag} \${title} \${text}\`;

/** Shows a name. */
export const view = flyte.task((name: string): string => String(<b title="it">{name}</b>));
`,
  "src/main.ts": `import workflow, { train } from "./flows/train.ts";
import { view } from "./flows/view.tsx";

for (const { metadata } of [train, workflow, view] as unknown as { metadata: object }[]) console.log(JSON.stringify(metadata));
const run = (view as unknown as { fn: (name: string) => string }).fn;
console.log(run("x"));
`,
};
