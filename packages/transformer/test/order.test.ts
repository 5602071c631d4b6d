import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createContext } from "../src/create-context.ts";
import { transformFile } from "../src/transform-file.ts";
import { compilers } from "./support/fixture-program.ts";
import { createVirtualProgram } from "./support/virtual-program.ts";

const files: Readonly<Record<string, string>> = {
  "types.ts": `
    export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
    export type Expression = number | Sum[] | Product;
    export type Sum = Expression[] | string;
    export type Product = { [name: string]: Expression | Sum };
    export interface Tree { kids: Kids; mode: "zeta" | "alpha"; when: Date | null }
    export type Kids = Tree[] | null;
    export type A = B[] | C[] | 1;
    export type B = A[] | 2;
    export type C = B[] | 3;
    export type Keyed = Record<"zeta" | "mid" | "alpha", Tree>;
  `,
  "a.ts": `
    import { task } from "@tsflyte/runtime";
    import type { A, Expression, Json, Keyed, Tree } from "./types.js";
    export const one = task((a: A, expression: Expression, json: Json[], tree: Tree, keyed: Keyed): "alpha" | "mid" => "mid");
  `,
  "b.ts": `
    import { task } from "@tsflyte/runtime";
    import type { B, Json, Kids, Sum } from "./types.js";
    export const two = task((b: B, sum: Sum, json: Json, kids: Kids, mode: "mid" | "zeta"): Json => json);
  `,
  "c.ts": `
    import { task } from "@tsflyte/runtime";
    import type { C, Json, Product } from "./types.js";
    export const three = task((c: C, product: Product, json: { [key: string]: Json } | Json[], other: "alpha" | "zeta" | null): C[] => [c]);
  `,
};
const orders = ["abc", "acb", "bac", "bca", "cab", "cba"].map((order) => [...order].map((letter) => `${letter}.ts`));

const order = suite("order");
for (const typescript of compilers) {
  order(`TypeScript ${typescript.version} gives the same bytes whatever the order of files`, () => {
    const results = orders.flatMap((names) => {
      const ordered = Object.fromEntries([...names, "types.ts"].map((name) => [name, files[name] ?? ""]));
      const program = createVirtualProgram(typescript, ordered);
      return ["", ...names].map((checkedFirst) => {
        program.getSemanticDiagnostics(program.getSourceFile(`/project/${checkedFirst}`));
        const context = createContext(typescript, program);
        const texts = names.flatMap((name) => {
          const file = program.getSourceFile(`/project/${name}`);
          if (file === undefined) return [];
          const { insertions, problems } = transformFile(context, file);
          assert.equal(
            problems.map(({ text }) => text),
            [],
          );
          return insertions.map(({ text }) => text);
        });
        return texts.sort().join("\n");
      });
    });
    assert.is(results.length, 24);
    assert.match(results[0] ?? "", '"name":"three"');
    for (const result of results) assert.is(result, results[0]);
  });
}
order.run();
