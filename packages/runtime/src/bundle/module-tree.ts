/** This package's own code as a bundler takes it in: module by module, so that it can leave out what nothing uses. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the modules lie, and what they end in. */
export interface ModuleTree {
  /** An absolute path that ends in a slash. */
  readonly folder: string;
  readonly extension: ".js" | ".ts";
}

/** The sources where this runs from sources; else what is published for this purpose beside the minified files. */
export function moduleTree(): ModuleTree {
  const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url)).replaceAll("\\", "/");
  if (import.meta.url.endsWith(".ts")) return { folder: folder("../"), extension: ".ts" };
  const beside = folder("./modules/");
  return { folder: existsSync(beside) ? beside : folder("../modules/"), extension: ".js" };
}

/** The path of a module below the tree, without its extension: `literals/codec-of`; undefined for any other file. */
export function stemOf(tree: ModuleTree, id: string): string | undefined {
  const path = id.replaceAll("\\", "/");
  return path.startsWith(tree.folder) && path.endsWith(tree.extension)
    ? path.slice(tree.folder.length, -tree.extension.length)
    : undefined;
}

/** The file of a module of the tree. */
export function fileOf(tree: ModuleTree, stem: string): string {
  return `${tree.folder}${stem}${tree.extension}`;
}
