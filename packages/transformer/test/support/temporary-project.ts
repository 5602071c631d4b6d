import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildPackage } from "./build-package.ts";

const packageFolder = join(import.meta.dirname, "../..");
const workspace = join(packageFolder, "../..");

/** A compiler with the host that runs plugins in it. */
export interface Toolchain {
  readonly name: string;
  readonly typescript: string;
  readonly tsPatch: string;
}

/** The two supported pairs. */
export const toolchains: readonly Toolchain[] = [
  {
    name: "TypeScript 6 with ts-patch 4",
    typescript: join(workspace, "node_modules/typescript"),
    tsPatch: join(workspace, "node_modules/ts-patch"),
  },
  {
    name: "TypeScript 5.9 with ts-patch 3",
    typescript: join(packageFolder, "node_modules/typescript-5.9"),
    tsPatch: join(packageFolder, "node_modules/ts-patch-3"),
  },
];

/** What a process wrote and how it ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of a user, in a folder of its own, with everything installed. */
export interface Project {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  read(file: string): string;
  /** Runs Node in the project's folder, with more in its environment. */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>): Run;
  /** Runs Node in the project's folder. */
  node(...args: readonly string[]): Run;
  /** Runs a TypeScript module with the loader. */
  load(file: string, environment?: Readonly<Record<string, string>>): Run;
  /** Compiles with the transformer. */
  tspc(...args: readonly string[]): Run;
  remove(): void;
}

/** The options that a user would have. */
export const plainOptions: Readonly<Record<string, unknown>> = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  rootDir: ".",
  outDir: "build",
  types: [],
  plugins: [{ transform: "@tsflyte/transformer" }],
};

/** Sets a project up. */
export async function createProject(
  { typescript, tsPatch }: Toolchain,
  compilerOptions: Readonly<Record<string, unknown>> = plainOptions,
): Promise<Project> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsflyte-project-")));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@tsflyte"), { recursive: true });
  cpSync(join(packageFolder, "test/runtime-stub"), join(modules, "@tsflyte/runtime"), { recursive: true });
  await buildPackage(join(modules, "@tsflyte/transformer"));
  symlinkSync(realpathSync(typescript), join(modules, "typescript"));
  symlinkSync(realpathSync(tsPatch), join(modules, "ts-patch"));
  const { PATH, HOME } = process.env;
  const { version } = JSON.parse(readFileSync(join(tsPatch, "package.json"), "utf8")) as { readonly version: string };
  const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      env: {
        // The host looks for TypeScript beside itself first.
        TSP_COMPILER_TS_PATH: join(realpathSync(typescript), "lib/typescript.js"),
        PATH,
        HOME,
        NO_COLOR: "1",
        TSP_CACHE_DIR: join(tmpdir(), "tsflyte-ts-patch", version),
        ...environment,
      },
    });
    return { status, stdout, stderr };
  };
  const project: Project = {
    folder,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    run,
    node: (...args) => run(args),
    load: (file, environment) => run(["--import", "@tsflyte/transformer/register", file], environment),
    tspc: (...args) => run([join(modules, "ts-patch/bin/tspc.js"), ...args]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  project.write({
    "package.json": JSON.stringify({ name: "project", type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["**/*.ts", "**/*.tsx"], exclude: ["build"] }),
  });
  return project;
}
