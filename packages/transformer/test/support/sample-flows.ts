/** A small project with a bit of everything, and the calls that it makes. */
export const sampleFlows: Readonly<Record<string, string>> = {
  "flows/types.ts": `
export enum Color { Red = "red", Blue = "blue" }
export interface Row { name: string; color?: Color | null; tags: ("zeta" | "alpha")[]; next: Row | null; when?: Date }
export type Keyed = Record<"zeta" | "alpha", Row>;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
`,
  "flows/api.ts": `
export { task as job, workflow } from "@tsflyte/runtime";
`,
  "flows/train.ts": `import { type FlyteFile, type Int } from "@tsflyte/runtime";
import { job, workflow } from "./api.js";
import { Color, Json, Keyed, Row } from "./types.js";

/**
 * Trains “it”.
 * @param rows the rows
 */
export const train = job({ retries: 2 }, async (rows: Row[], color: Color = Color.Red, file?: FlyteFile<"csv">): Promise<[mean: number, rows: Int]> => {
  return [rows.length + color.length + (file === undefined ? 0 : 1), 1];
});
export const keyed = job(({ keyed, mode = "alpha" }: { keyed: Keyed; mode?: "zeta" | "alpha" }): Json => [keyed.zeta.name, mode]);
export default workflow(async (name: string) => name);
`,
  "flows/deep/more.ts": `import * as flyte from "@tsflyte/runtime";
import type { Row } from "../types.js";
export const more = flyte.dynamic((row: Row, either: number | "x" | Row | null): string => row.name + String(either));
export const remote = flyte.referenceTask<(rows: Row[], step?: flyte.Int) => Promise<string>>({ project: "p", domain: "d", name: "n" },);
export const asked = flyte.waitForInput<Row | null>(/* nothing */);
export const added = new flyte.ImperativeWorkflow("w")
  .addInput<flyte.FlyteFile<"csv"> | undefined>("file" /* a file */, // and nothing more
  );
`,
};

/** Prints the metadata of all calls of the samples, a line each. */
export const printSamples: string = `
const modules = [await import("./flows/train.EXT"), await import("./flows/deep/more.EXT")];
for (const module of modules) for (const { metadata } of Object.values(module)) console.log(JSON.stringify(metadata));
`;
