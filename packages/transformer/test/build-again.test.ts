/** Builds that go on from an earlier one give what a build from nothing gives, whatever was edited between. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { build } from "../src/build.ts";
import { createRandom } from "./support/random.ts";

const count = 6;
const fields = ["a: string", "b: number", "c?: boolean", "d: Date", 'e: "x" | "y"', "f: () => void"];
const options: readonly Readonly<Record<string, boolean>>[] = [
  {},
  { isolatedModules: true },
  { declaration: true, incremental: true },
  { composite: true, verbatimModuleSyntax: true },
];

const test = suite("build/again");
for (const [seed, compilerOptions] of options.entries()) {
  test(`after random edits, with ${JSON.stringify(compilerOptions)}`, async () => {
    const random = createRandom(seed + 1);
    const below = (limit: number): number => Math.floor(random() * limit);
    const folder = mkdtempSync(join(tmpdir(), "tsflyte-again-"));
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    const writeType = (index: number): void => {
      const other = index === 0 ? undefined : below(index);
      const [before, member] =
        other === undefined
          ? ["", ""]
          : [`import type { T${other} } from "./t${other}.js";\n`, `sub: T${other} | null;`];
      const global = ["string", "number"][below(6)];
      const everywhere = global === undefined ? "" : `declare global { interface Global { g: ${global} } }\n`;
      write(
        `src/t${index}.ts`,
        `${before}export interface T${index} { ${fields[below(fields.length)]}; ${member} }\n${everywhere}`,
      );
    };
    const writeFlow = (index: number): void =>
      write(
        `src/f${index}.ts`,
        `import { task } from "@tsflyte/runtime";\nimport type { T${index} } from "./t${index}.js";\nexport const run${below(2)} = task((t: T${index}${below(3) === 0 ? ", g: Global" : ""}): string => String(t));\n`,
      );
    const writeConfig = (root: string): void => {
      const common = { target: "es2023", lib: ["es2022"], module: "nodenext", strict: true, types: [] };
      const plugins = [{ transform: "@tsflyte/transformer", root }];
      write(
        "tsconfig.json",
        JSON.stringify({
          compilerOptions: { ...common, rootDir: "src", outDir: "out", ...compilerOptions, plugins },
          include: ["src"],
        }),
      );
    };
    /** What it said, and what is there now. */
    const buildInto = async (cache: string): Promise<unknown> => {
      process.env["TSFLYTE_CACHE"] = join(folder, cache);
      let said = "";
      await build({
        project: folder,
        write: (text) => {
          said += text;
        },
      });
      const out = readdirSync(join(folder, "out")).sort();
      return { said, files: out.map((name) => [name, readFileSync(join(folder, "out", name), "utf8")]) };
    };
    const { TSFLYTE_CACHE: cacheBefore } = process.env;
    try {
      for (const name of ["src", "node_modules/@tsflyte"]) mkdirSync(join(folder, name), { recursive: true });
      symlinkSync(join(import.meta.dirname, "runtime-stub"), join(folder, "node_modules/@tsflyte/runtime"));
      write("src/global.d.ts", "interface Global { name: string }\n");
      write("package.json", '{ "type": "module" }');
      writeConfig(".");
      for (let index = 0; index < count; index++) {
        writeType(index);
        writeFlow(index);
      }
      for (let step = 0; step < 8; step++) {
        const again = await buildInto("kept");
        // Put aside and back as it was: what others have written would be written again.
        renameSync(join(folder, "out"), join(folder, "kept-out"));
        assert.equal(again, await buildInto(`new-${step}`), `step ${step}`);
        rmSync(join(folder, "out"), { recursive: true });
        renameSync(join(folder, "kept-out"), join(folder, "out"));
        const choice = below(10);
        if (choice < 6) writeType(below(count));
        else if (choice < 8) writeFlow(below(count));
        else writeConfig(below(2) === 0 ? "." : "src");
      }
    } finally {
      if (cacheBefore === undefined) delete process.env["TSFLYTE_CACHE"];
      else process.env["TSFLYTE_CACHE"] = cacheBefore;
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
test.run();
