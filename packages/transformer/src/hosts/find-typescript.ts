import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { TypeScript } from "../context.ts";
import { noCompiler } from "./load-error.ts";

/** The package's own name, and that of TypeScript 6 for projects that have moved to 7. */
const packageNames = ["typescript", "@typescript/typescript6"];

/** Loads TypeScript: the project's own copy first, then the one beside this package. */
export function findTypeScript(file: string): TypeScript {
  const unusable: string[] = [];
  // Not from the file itself: what a source imports goes through this package's own hooks.
  for (const from of [join(dirname(file), "package.json"), import.meta.url]) {
    const require = createRequire(from);
    for (const name of packageNames) {
      const found = tryRequire(require, name);
      if (found === undefined) continue;
      if (typeof found.createProgram === "function") return found as TypeScript;
      unusable.push(`${name} ${found.version ?? "of unknown version"}`);
    }
  }
  throw noCompiler(file, [...new Set(unusable)]);
}

function tryRequire(require: NodeJS.Require, name: string): Partial<TypeScript> | undefined {
  try {
    return require(name) as Partial<TypeScript>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
