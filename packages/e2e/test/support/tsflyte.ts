/** The command line as a user meets it: the built program, in a process of its own. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";

const e2e = join(import.meta.dirname, "../..");

/** The built program. */
export const program: string = join(e2e, "../runtime/dist/bin/tsflyte.js");

/** The flows that the tests of the command line run, and their sources. */
export const flows: string = join(e2e, "flows/cli");

/** How a process ended and what it wrote. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `tsflyte` in the flows' folder. */
export function tsflyte(args: readonly string[], options: { cwd?: string; input?: string } = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: options.cwd ?? flows,
    input: options.input ?? "",
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, FLYTE_DEFAULT_PROJECT: "", FLYTE_DEFAULT_DOMAIN: "", FLYTE_INTERNAL_IMAGE: "" },
  });
  return { status, out: stdout, err: stderr };
}

/** An empty folder in which this package's dependencies are found. */
export function makeFolder(name: string): string {
  const parent = join(e2e, "temp");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

/** Builds the flows with tspc into a folder. */
export function buildFlows(folder: string): void {
  execFileSync(join(e2e, "node_modules/.bin/tspc"), ["-p", flows, "--outDir", folder], { stdio: "inherit" });
}
