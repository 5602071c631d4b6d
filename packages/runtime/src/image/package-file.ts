/** A project's package.json. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { badPackageFile, dependencyOutside, noProject, runtimeNotInstalled } from "../errors/image-builds.ts";

/** What images need to know of it. */
export interface PackageFile {
  /** Its folder. */
  readonly folder: string;
  /** What installs the package, with its version: `pnpm@10.1.0`. */
  readonly packageManager?: string;
  /** Paths of dependencies that are files of the project. */
  readonly files: readonly string[];
  /** Throws where no task could start in an image with these dependencies. */
  requireRuntime(): void;
}

type Dependencies = { readonly [name: string]: unknown };

const runtime = "@tsflyte/runtime";

/** The folder of the package that a file or folder is in. */
export function projectFolder(path: string): string {
  const real = realpathSync(path);
  for (let folder = statSync(real).isDirectory() ? real : dirname(real); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) throw noProject(path);
  }
}

/** Reads the package.json of a folder. */
export function readPackageFile(folder: string): PackageFile {
  const path = join(folder, "package.json");
  let content: { readonly [key: string]: unknown };
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw badPackageFile(path, error);
  }
  if (typeof content !== "object" || content === null) throw badPackageFile(path, undefined);
  const installed = { ...dependencies(content, "optionalDependencies"), ...dependencies(content, "dependencies") };
  const { packageManager } = content;
  return {
    folder,
    ...(typeof packageManager === "string" ? { packageManager: packageManager.replace(/\+.*$/, "") } : {}),
    files: Object.entries(installed).flatMap(([name, version]) => ownFile(path, name, String(version))),
    requireRuntime() {
      if (Object.hasOwn(installed, runtime)) return;
      const elsewhere = ["devDependencies", "peerDependencies"].find((kind) =>
        Object.hasOwn(dependencies(content, kind), runtime),
      );
      throw runtimeNotInstalled(path, elsewhere);
    },
  };
}

function dependencies(content: Dependencies, kind: string): Dependencies {
  return (content[kind] ?? {}) as Dependencies;
}

/** The path of a dependency that lies in the project. */
function ownFile(packageFile: string, name: string, version: string): readonly string[] {
  const [, protocol, rest = ""] = /^(file|link|portal|workspace):(.*)$/.exec(version) ?? [];
  if (protocol === undefined) return [];
  const path = posix.normalize(rest);
  if (protocol === "workspace" || path.startsWith("..") || path.startsWith("/")) {
    throw dependencyOutside(packageFile, name, version);
  }
  return [path];
}
