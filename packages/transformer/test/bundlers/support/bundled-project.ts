import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildPackage } from "../../support/build-package.ts";
import { stripTypesLoader } from "./hosts.ts";

const tests = join(import.meta.dirname, "../..");

/** A project on the disk, for bundlers that run in the test's own process. */
export interface BundledProject {
  readonly folder: string;
  path(file: string): string;
  write(files: Readonly<Record<string, string>>): void;
  /** Installs the package with entries for bundlers, and other packages from where this one has them. */
  install(entries: readonly string[], packages: readonly string[]): Promise<void>;
  /** Runs a program in the project's folder. */
  run(program: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string };
  remove(): void;
}

/** Sets a project up, with the runtime's stub and TypeScript installed. */
export function createBundledProject(files: Readonly<Record<string, string>>): BundledProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-bundled-")));
  mkdirSync(join(folder, "node_modules/@tsflyte"), { recursive: true });
  cpSync(join(tests, "runtime-stub"), join(folder, "node_modules/@tsflyte/runtime"), { recursive: true });
  symlinkSync(realpathSync(join(tests, "../node_modules/typescript")), join(folder, "node_modules/typescript"));
  const project: BundledProject = {
    folder,
    path: (file) => join(folder, file),
    write(written) {
      for (const [name, text] of Object.entries(written)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    async install(entries, packages) {
      await buildPackage(join(folder, "node_modules/@tsflyte/transformer"), entries);
      for (const name of ["unplugin", "magic-string", ...packages]) {
        symlinkSync(realpathSync(join(tests, "../node_modules", name)), join(folder, "node_modules", name));
      }
    },
    run(program, ...args) {
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1" },
      });
      return { status, output: stdout + stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write({
    "package.json": JSON.stringify({ name: "project", type: "module" }),
    "strip-types.mjs": stripTypesLoader,
    ...files,
  });
  return project;
}
