import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { TypeScript } from "../context.ts";
import { noCompiler } from "./load-error.ts";

/** The package's own name, and that of TypeScript 6 for projects that have moved to 7. */
const packageNames = ["typescript", "@typescript/typescript6"];

/** Loads a module by its path; undefined where that is left to Node. */
export type LoadModule = (path: string, project: string) => unknown;

/** Loads TypeScript: the project's own copy first, then the one beside this package. */
export function findTypeScript(file: string, load: LoadModule = () => undefined): TypeScript {
  const unusable: string[] = [];
  for (const require of requires(file)) {
    for (const name of packageNames) {
      const found = tryRequire(require, name, (path) => load(path, file));
      if (found === undefined) continue;
      if (typeof found.createProgram === "function") return found as TypeScript;
      unusable.push(`${name} ${found.version ?? "of unknown version"}`);
    }
  }
  throw noCompiler(file, [...new Set(unusable)]);
}

/**
 * The package.json of the copy that `findTypeScript` finds first, and of those that it would find before; with Plug'n'Play the one
 * file that says which version everything has.
 */
export function compilerPackages(file: string): readonly string[] {
  const map = process.versions["pnp"] === undefined ? undefined : versionMap(file);
  if (map !== undefined) return [map];
  const places: string[] = [];
  for (const require of requires(file)) {
    for (const name of packageNames) {
      for (const folder of require.resolve.paths(name) ?? []) {
        const place = join(folder, name, "package.json");
        places.push(place);
        // TypeScript 7 has no compiler that could be used, so the other name counts as well.
        if (isUsable(place)) return places;
      }
    }
  }
  return places;
}

function versionMap(file: string): string | undefined {
  try {
    return createRequire(file).resolve("pnpapi");
  } catch {
    return undefined;
  }
}

function isUsable(place: string): boolean {
  try {
    return Number.parseInt((JSON.parse(readFileSync(place, "utf8")) as { readonly version: string }).version, 10) < 7;
  } catch {
    return false;
  }
}

/** Not from the file itself: what a source imports goes through this package's own hooks. */
function requires(file: string): readonly NodeJS.Require[] {
  return [join(dirname(file), "package.json"), import.meta.url].map((from) => createRequire(from));
}

function tryRequire(
  require: NodeJS.Require,
  name: string,
  load: (path: string) => unknown,
): Partial<TypeScript> | undefined {
  try {
    return (load(require.resolve(name)) ?? require(name)) as Partial<TypeScript>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
