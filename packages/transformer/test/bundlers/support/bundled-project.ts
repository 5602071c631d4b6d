import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripTypesLoader } from "./hosts.ts";

const tests = join(import.meta.dirname, "../..");

/** A project on the disk, for bundlers that run in the test's own process. */
export interface BundledProject {
  readonly folder: string;
  path(file: string): string;
  write(files: Readonly<Record<string, string>>): void;
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
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write({
    "package.json": JSON.stringify({ name: "project", type: "module" }),
    "strip-types.mjs": stripTypesLoader,
    ...files,
  });
  return project;
}
