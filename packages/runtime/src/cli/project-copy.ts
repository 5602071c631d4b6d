import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The command line of the copy of this package that the working directory's project has, where that is another one: the
 * project's tasks are of its own copy's classes. Undefined where this copy is the right one.
 */
export function projectCopy(): string | undefined {
  const own = ownPackageFile();
  const project = resolvePackage(join(process.cwd(), "index.js"));
  if (own === undefined || project === undefined || realpathSync(own) === realpathSync(project)) return undefined;
  const { bin } = JSON.parse(readFileSync(project, "utf8")) as { readonly bin?: { readonly tsflyte?: string } };
  const path = bin?.tsflyte === undefined ? undefined : join(dirname(project), bin.tsflyte);
  return path !== undefined && existsSync(path) ? pathToFileURL(path).href : undefined;
}

/** The package.json of this copy. Asked by its name: the place of a file says nothing where packages are archives. */
export function ownPackageFile(): string | undefined {
  return resolvePackage(fileURLToPath(import.meta.url));
}

function resolvePackage(from: string): string | undefined {
  try {
    return createRequire(from).resolve("@tsflyte/runtime/package.json");
  } catch {
    return undefined;
  }
}
