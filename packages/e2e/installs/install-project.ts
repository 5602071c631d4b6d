/** Projects whose packages were installed as users install them: from the packed archives, by each package manager. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packPackages } from "../test/support/tarballs.ts";

/** What installs packages, and where it puts them. */
export type Installer = "npm" | "pnpm" | "pnpm, hoisted" | "yarn, Plug'n'Play";

/** Where projects keep code that was compiled, from their folders. */
export const codeCache = ".cache";

/** How a program ended. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project that is ready to be built. */
export interface InstalledProject {
  readonly folder: string;
  /** Runs one of the programs that the packages bring. */
  run(program: string, ...args: readonly string[]): Ended;
}

const flow = `import { type Int, task, workflow } from "@tsflyte/runtime";
import { factor } from "./numbers.js";

/** How much of it. */
interface Amount {
  /** @minimum 0 */
  readonly count: Int;
  readonly unit: "kg" | "lb";
}

/** Adds. */
export const add = task({ retries: 1 }, async (a: Int, b: Int = 2): Promise<Int> => a + b * factor);
export const weigh = task(async ({ count, unit }: Amount): Promise<[weight: number, unit: string]> => [count / 2, unit]);
export const twice = workflow(async (n: Int): Promise<Int> => add(await add(n), n));
`;

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  types: [],
  rootDir: "src",
  outDir: "dist",
  plugins: [{ transform: "@tsflyte/transformer" }],
};

const pnpmSettings = "nodeLinker: hoisted\n";
const yarnSettings = [
  "nodeLinker: pnp",
  "enableTelemetry: false",
  // Archives of packages that change with every run would stay on this machine.
  "enableGlobalCache: false",
  // In CI it would refuse to write the lockfile that a new project does not have.
  "enableImmutableInstalls: false",
  "enableHardenedMode: false",
  "",
].join("\n");

/** A folder with the packed packages, and the program of Yarn where it was asked for. */
export class Installs {
  readonly folder: string = mkdtempSync(join(tmpdir(), "tsflyte-installs-"));
  readonly #packed: ReturnType<typeof packPackages>;
  #yarn: string | undefined;

  constructor() {
    this.#packed = packPackages(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes a project and installs its packages. */
  project(installer: Installer, compilers: { readonly [name: string]: string }): InstalledProject {
    const folder = mkdtempSync(join(this.folder, "project-"));
    const { runtime, transformer } = this.#packed;
    const files: { readonly [path: string]: string } = {
      "package.json": JSON.stringify({
        name: "flows",
        version: "1.0.0",
        private: true,
        type: "module",
        dependencies: { "@tsflyte/runtime": `file:${runtime}` },
        devDependencies: { "@tsflyte/transformer": `file:${transformer}`, ...compilers },
      }),
      "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
      "src/flow.ts": flow,
      "src/numbers.ts": "export const factor = 1;\n",
      ...(installer === "pnpm, hoisted" ? { "pnpm-workspace.yaml": pnpmSettings } : {}),
      // Without a lockfile of its own it would look for the project in the folders around.
      ...(installer === "yarn, Plug'n'Play" ? { ".yarnrc.yml": yarnSettings, "yarn.lock": "" } : {}),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { install, run } = this.#commands(installer);
    const [program = "", ...args] = install;
    const installed = execute(program, args, folder);
    if (installed.status !== 0) throw new Error(`${installer} failed: ${installed.out}${installed.err}`);
    return {
      folder,
      run(name, ...rest) {
        const [first = "", ...words] = run(folder, name);
        return execute(first, [...words, ...rest], folder);
      },
    };
  }

  #commands(installer: Installer): {
    readonly install: readonly string[];
    readonly run: (folder: string, program: string) => readonly string[];
  } {
    const run = (folder: string, program: string): readonly string[] =>
      program === "node" ? [process.execPath] : [join(folder, "node_modules/.bin", program)];
    switch (installer) {
      case "npm":
        return { install: ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"], run };
      case "pnpm":
      case "pnpm, hoisted":
        return { install: ["pnpm", "install", "--prefer-offline", "--no-frozen-lockfile"], run };
      case "yarn, Plug'n'Play": {
        const yarn = this.#installYarn();
        return {
          install: [process.execPath, yarn, "install"],
          run: (_, program) => [process.execPath, yarn, "run", program],
        };
      }
    }
  }

  #installYarn(): string {
    if (this.#yarn === undefined) {
      const prefix = join(this.folder, "yarn");
      execFileSync("npm", ["install", "--prefix", prefix, "--no-audit", "--no-fund", "@yarnpkg/cli-dist@4"], {
        stdio: "pipe",
      });
      this.#yarn = join(prefix, "node_modules/@yarnpkg/cli-dist/bin/yarn.js");
    }
    return this.#yarn;
  }
}

function execute(program: string, args: readonly string[], cwd: string): Ended {
  // The Node that runs this is the one that the programs find.
  const path = [dirname(process.execPath), process.env["PATH"]].join(":");
  const env = {
    ...process.env,
    PATH: path,
    NODE_OPTIONS: "",
    CI: "",
    FORCE_COLOR: "0",
    FLYTE_INTERNAL_IMAGE: "",
    TSFLYTE_CACHE: join(cwd, codeCache),
  };
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8", env });
  return { status, out: stdout ?? "", err: stderr ?? error?.message ?? "" };
}
