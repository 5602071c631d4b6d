import { moduleNotFound } from "../errors/entities.ts";

/**
 * Imports a module of the project that runs, `<root>/<module>.js` with `/` for the dots. The root is the working directory, or
 * `TSFLYTE_ROOT`.
 *
 * @returns its exports
 */
export async function importTaskModule(module: string): Promise<{ readonly [name: string]: unknown }> {
  // Without imports: those of node:fs and node:url would double what a container loads at its start.
  const { existsSync } = process.getBuiltinModule("node:fs");
  const { join, resolve } = process.getBuiltinModule("node:path");
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  const root = resolve(process.env["TSFLYTE_ROOT"] ?? ".");
  const paths = [".js", ".mjs"].map((extension) => join(root, ...module.split(".")) + extension);
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined) throw moduleNotFound(module, paths);
  return (await import(pathToFileURL(path).href)) as { readonly [name: string]: unknown };
}
