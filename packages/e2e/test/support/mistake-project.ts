/** A project with a module for each mistake, and what is said of each from its compilation to its run. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { problemsOf, specsOf } from "../../../runtime/src/compile/index.ts";
import type { CallableEntity, ImageConfig } from "../../../runtime/src/index.ts";
import { type Mistake, type Stage, tasks } from "../../mistakes/index.ts";

const e2e = join(import.meta.dirname, "../..");

const names =
  "approve, cron, currentContext, dynamic, eq, fail, fixedRate, type Int, isTrue, launchPlan, mapTask, referenceTask, referenceWorkflow, task, when, type Workflow, workflow";

const imports: string = `import { ${names} } from "@tsflyte/runtime";
import { label, nothing, shout, two } from "./tasks.js";
`;

const configuration = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    rootDir: "src",
    outDir: "dist",
    types: ["node"],
    plugins: [{ transform: "@tsflyte/transformer" }],
  },
  include: ["src"],
};

/** What has been said of one mistake at each stage. */
export type Said = { [stage in Stage]?: string };

/** What a module of the project may give. */
interface MistakeModule {
  readonly flow?: CallableEntity;
  readonly imageConfig?: ImageConfig;
  readonly run?: () => unknown;
}

/** Compiles all mistakes at once; gives what the compiler and the transformer say of each, in their order. */
export function compileMistakes(folder: string, mistakes: readonly Mistake[]): readonly Said[] {
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  writeFileSync(join(folder, "src/tasks.ts"), tasks);
  for (const [index, { source }] of mistakes.entries()) {
    writeFileSync(join(folder, "src", `m${index}.ts`), `${imports}\n${source}\n`);
  }
  const { stdout } = spawnSync(join(e2e, "node_modules/.bin/tspc"), ["-p", folder, "--pretty", "false"], {
    encoding: "utf8",
    cwd: folder,
  });
  const said: Said[] = mistakes.map(() => ({}));
  for (const [, index, code, text] of stdout.matchAll(/^src\/m(\d+)\.ts\(\d+,\d+\): error TS(\d+): (.*(?:\n .*)*)/gm)) {
    const stage: Stage = Number(code) >= 990_000 ? "transformer" : "types";
    const entry = said[Number(index)];
    if (entry !== undefined) entry[stage] = [entry[stage], text].filter((line) => line !== undefined).join("\n");
  }
  return said;
}

/** Loads a mistake's module, compiles its workflow and runs it, each as far as it gets. */
export async function tryMistake(folder: string, index: number): Promise<Said> {
  const said: Said = {};
  let module: MistakeModule;
  try {
    module = (await import(pathToFileURL(join(folder, "dist", `m${index}.js`)).href)) as MistakeModule;
  } catch (error) {
    return { load: textOf(error) };
  }
  const { flow, imageConfig = { defaultImage: { fqn: "acme/flows", tag: "v1" }, images: {} }, run } = module;
  if (flow !== undefined) {
    try {
      const problems = await problemsOf([flow]);
      if (problems.length > 0)
        said.compile = problems.map(({ text, remedy }) => `${text}\n  fix: ${remedy}`).join("\n");
      else await specsOf([flow], { project: "p", domain: "d", version: "v", imageConfig, env: {} });
    } catch (error) {
      said.compile = textOf(error);
    }
  }
  try {
    await run?.();
  } catch (error) {
    said.run = textOf(error);
  }
  return said;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
