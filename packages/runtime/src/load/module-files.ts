/** Which files a path on the command line stands for. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { declarationFile, noModules, notAModule, pathNotFound } from "../errors/load.ts";

const declaration = /\.d\.[cm]?ts$/;
const module = /\.(?:[cm]?ts|tsx|[cm]?js)$/;
const test = /\.(?:test|spec)\.\w+$/;
const leftOut = /^(?:node_modules|__tests__|\..*)$/;
/** What a module that defines something mentions: the package, or, behind a module of the user's own, a call. */
const defines = /@tsflyte\/|(?:[tT]ask|[wW]orkflow|dynamic|eager|launchPlan)\s*[(<]/;

/** A file is itself; a folder is every module below it that may define something, in the order of their paths. */
export function moduleFiles(path: string): readonly string[] {
  if (path === "" || !existsSync(path)) throw pathNotFound(path === "" ? '""' : path);
  const full = realpathSync(path);
  if (!statSync(full).isDirectory()) {
    if (declaration.test(full)) throw declarationFile(path);
    if (!module.test(full)) throw notAModule(path);
    return [full];
  }
  const files = modulesBelow(full).filter((file) => defines.test(readFileSync(file, "utf8")));
  if (files.length === 0) throw noModules(path);
  return files;
}

/** The modules below a folder, as paths from it; undefined for anything but a folder. */
export function modulesIn(path: string): readonly string[] | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return modulesBelow(path);
}

/**
 * Every module below a folder. Tests, declarations and what is installed are left out, and JavaScript that stands beside
 * the TypeScript that it was built from.
 */
function modulesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !leftOut.test(name));
  const names = new Set(entries.map(({ name }) => name));
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return modulesBelow(path);
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return [];
      const isModule = module.test(entry.name) && !declaration.test(entry.name) && !test.test(entry.name);
      const source = entry.name.replace(/\.([cm]?)js$/, ".$1ts");
      const isBuilt = source !== entry.name && (names.has(source) || names.has(source.replace(/ts$/, "tsx")));
      return isModule && !isBuilt ? [path] : [];
    });
}
