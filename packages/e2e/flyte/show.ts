/**
 * What a user does on the first day, as one script: builds a project, starts `tsflyte dev`, and registers and runs a workflow from
 * another terminal. Prints the seconds that each step took; the build, which the rest does not depend on, is not counted.
 *
 * `node packages/e2e/flyte/show.ts`
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeImage } from "./dev-platform.ts";

const tsflyte = join(import.meta.dirname, "../../runtime/dist/bin/tsflyte.js");

const flow = `
import { type Int, mapTask, task, workflow } from "@tsflyte/runtime";

export const count = task(async (name: string): Promise<Int> => name.length);
export const sum = task(async (ns: Int[]): Promise<Int> => ns.reduce((a, b) => a + b, 0));
export const report = workflow(async (names: string[]): Promise<Int> => await sum(mapTask(count)(names)));
`;

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  rootDir: "src",
  outDir: "dist",
  plugins: [{ transform: "@tsflyte/transformer" }],
};

/** What was printed, and how many seconds each step took. */
export interface Shown {
  readonly output: string;
  readonly seconds: { readonly [step in "dev" | "register" | "run" | "all"]: number };
}

/** Does it all, with `tsflyte dev` on a port that is free. */
export async function show(): Promise<Shown> {
  const folder = makeProject();
  const start = performance.now();
  const since = (from: number): number => Number(((performance.now() - from) / 1000).toFixed(2));
  const dev = spawn(process.execPath, [tsflyte, "dev", "--memory", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = "";
      dev.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk;
        const found = /FLYTE_PLATFORM_URL=(\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      dev.once("exit", (status) => reject(new Error(`tsflyte dev ended with ${status}: ${said}`)));
    });
    const devSeconds = since(start);
    const env = { ...process.env, FLYTE_PLATFORM_URL: endpoint, FLYTE_PLATFORM_INSECURE: "true", FLYTECTL_CONFIG: "" };
    const command = (...args: string[]): string =>
      execFileSync(process.execPath, [tsflyte, ...args], {
        cwd: folder,
        env,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
    const beforeRegister = performance.now();
    command("register", "dist", "--image", "show:1");
    const registerSeconds = since(beforeRegister);
    const beforeRun = performance.now();
    const names = '["ada", "grace", "barbara"]';
    const run = [
      "run",
      "--remote",
      "--wait",
      "--quiet",
      "--image",
      "show:1",
      "dist/flow.js",
      "report",
      "--names",
      names,
    ];
    const output = command(...run);
    const seconds = { dev: devSeconds, register: registerSeconds, run: since(beforeRun), all: since(start) };
    return { output, seconds };
  } finally {
    const ended = new Promise((resolve) => dev.once("exit", resolve));
    if (dev.exitCode === null && dev.kill()) await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project, built, that stands for its own image. */
function makeProject(): string {
  const folder = makeImage();
  const modules = join(folder, "node_modules");
  symlinkSync(join(import.meta.dirname, "../../transformer"), join(modules, "@tsflyte/transformer"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src/flow.ts"), flow);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "show", type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  execFileSync(join(import.meta.dirname, "../node_modules/.bin/tspc"), ["-p", folder], { stdio: "inherit" });
  return folder;
}

if (import.meta.main) {
  const { output, seconds } = await show();
  process.stdout.write(output);
  for (const [step, count] of Object.entries(seconds)) console.log(`${step}: ${count} s`);
}
