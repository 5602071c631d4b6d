/** Projects that are installed from the packed archives with npm, and built by a host. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { packPackages } from "../test/support/tarballs.ts";
import { fixture } from "./fixture.ts";
import type { Host } from "./host.ts";

/** What a built project has shown. */
export interface Report {
  /** The metadata of each entity, as text. */
  readonly metadata: readonly string[];
  /** What a workflow and a task give, as text. */
  readonly outputs: string;
  /** The stack of a task that fails. */
  readonly failure: string;
}

/** A folder for projects, with the packed packages. */
export class HostProjects {
  readonly #folder = mkdtempSync(join(tmpdir(), "tsflyte-hosts-"));
  readonly #packed = packPackages(this.#folder);

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Installs a host, builds with it and runs what it built. Throws with the output of the command that fails. */
  async report({ packages, files = {}, build = [], run }: Host): Promise<Report> {
    const folder = mkdtempSync(join(this.#folder, "project-"));
    const { runtime, transformer } = this.#packed;
    const manifest = JSON.stringify({
      name: "flows",
      private: true,
      type: "module",
      dependencies: { "@tsflyte/runtime": `file:${runtime}` },
      devDependencies: { "@tsflyte/transformer": `file:${transformer}`, ...packages },
    });
    for (const [path, text] of Object.entries({ ...fixture, ...files, "package.json": manifest })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    try {
      await execute(folder, ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"]);
      for (const command of build) await execute(folder, command);
      const output = await execute(folder, run);
      const line = output.split("\n").find((text) => text.startsWith("{"));
      if (line === undefined) throw new Error(`no report in ${output}`);
      return JSON.parse(line) as Report;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Runs a program that the project's packages bring, or one of this machine, and gives what it printed. */
function execute(folder: string, [program = "", ...args]: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    // The Node that runs this is the one that the programs find.
    PATH: [join(folder, "node_modules/.bin"), dirname(process.execPath), process.env["PATH"]].join(delimiter),
    NODE_OPTIONS: "",
    FORCE_COLOR: "0",
    TSFLYTE_CACHE: join(folder, ".cache"),
  };
  return new Promise((done, fail) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 1e8, timeout: 120_000 }, (error, out, err) => {
      if (error === null) done(out);
      else fail(new Error(`${[program, ...args].join(" ")} failed: ${out}${err}${error.message}`));
    });
  });
}
