/** How an image gets a project's dependencies: by the project's own package manager, as its lockfile says. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { noLockfile, packageOfWorkspace } from "../errors/image-builds.ts";
import type { PackageFile } from "./package-file.ts";

/** What is copied into the stage that installs, and what runs there. */
export interface Install {
  /** Paths from the project's folder, sorted. */
  readonly files: readonly string[];
  readonly command: string;
  /** The folder in which the package manager keeps what it downloads. */
  readonly cache: string;
}

interface PackageManager {
  readonly lockfile: string;
  /** What else it reads. */
  readonly files: readonly string[];
  readonly cache: string;
  /** @param version the one that the project names */
  command(version: string | undefined, lockfile: string): string;
}

const npm: Omit<PackageManager, "lockfile"> = {
  files: [],
  cache: "/root/.npm",
  command: () => "npm ci --omit=dev --no-audit --no-fund",
};

/** In the order in which they are looked for. */
const managers: readonly PackageManager[] = [
  {
    lockfile: "pnpm-lock.yaml",
    files: ["pnpm-workspace.yaml", ".pnpmfile.cjs", "patches"],
    cache: "/root/.local/share/pnpm/store",
    command: (version = "10") => `CI=true npx --yes pnpm@${version} install --prod --frozen-lockfile`,
  },
  {
    lockfile: "yarn.lock",
    files: [".yarnrc.yml", ".yarn/patches", ".yarn/plugins", ".yarn/releases"],
    cache: "/root/.cache",
    command(version, lockfile) {
      // Version 1 and those after it are two programs; only these say in a lockfile what wrote it.
      if (!lockfile.includes("__metadata:")) {
        return `npx --yes yarn@${version ?? "1.22.22"} install --production --frozen-lockfile`;
      }
      // A container has no use for Plug'n'Play, which every start of Node would have to load.
      const yarn = `npx --yes --package @yarnpkg/cli-dist@${version ?? "4"} yarn`;
      return `YARN_NODE_LINKER=node-modules YARN_GLOBAL_FOLDER=/root/.cache/yarn ${yarn} workspaces focus --production`;
    },
  },
  { ...npm, lockfile: "package-lock.json" },
  { ...npm, lockfile: "npm-shrinkwrap.json" },
];

/**
 * How the dependencies of a project are installed.
 *
 * @throws `bad-project` where nothing says which versions they have, or where they are those of a whole workspace
 */
export function readInstall({ folder, packageManager, files }: PackageFile): Install {
  const manager = managerOf(folder);
  if (manager === undefined) throw noLockfileOf(folder);
  const [name, version] = packageManager?.split("@") ?? [];
  const own = manager.lockfile.startsWith(name ?? " ") ? version : undefined;
  const present = manager.files.filter((path) => existsSync(join(folder, path)));
  return {
    files: ["package.json", manager.lockfile, ...present, ...files].sort(),
    command: manager.command(own, readFileSync(join(folder, manager.lockfile), "utf8")),
    cache: manager.cache,
  };
}

function managerOf(folder: string): PackageManager | undefined {
  return managers.find(({ lockfile }) => existsSync(join(folder, lockfile)));
}

function noLockfileOf(folder: string): Error {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    const manager = managerOf(above);
    if (manager !== undefined && existsSync(join(above, "package.json"))) {
      return packageOfWorkspace(folder, join(above, manager.lockfile));
    }
  }
  return noLockfile(
    folder,
    managers.map(({ lockfile }) => lockfile),
  );
}
