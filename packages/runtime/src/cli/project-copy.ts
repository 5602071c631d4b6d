import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire, findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The command line of the copy of this package that the working directory's project has, where that is another one: the
 * project's tasks are of its own copy's classes. Undefined where this copy is the right one.
 */
export function projectCopy(): string | undefined {
  const own = findPackageJSON(import.meta.url);
  const project = resolvePackage(join(process.cwd(), "index.js"));
  if (own === undefined || project === undefined || realpathSync(own) === realpathSync(project)) return undefined;
  const { bin } = JSON.parse(readFileSync(project, "utf8")) as { readonly bin?: { readonly tsflyte?: string } };
  const path = bin?.tsflyte === undefined ? undefined : join(dirname(project), bin.tsflyte);
  return path !== undefined && existsSync(path) ? pathToFileURL(path).href : undefined;
}

function resolvePackage(from: string): string | undefined {
  try {
    return createRequire(from).resolve("@tsflyte/runtime/package.json");
  } catch {
    return undefined;
  }
}
