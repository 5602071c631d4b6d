import { dirname, isAbsolute, relative, resolve } from "node:path";
import type ts from "typescript";

/**
 * The folder that module names are relative to: the option if there is one, else `rootDir`, else the tsconfig's folder,
 * else `fallback`. Every host asks here, so that a file has one name whoever reads it.
 */
export function readSourceRoot(options: ts.CompilerOptions, root: string | undefined, fallback: string): string {
  const { configFilePath: configFile } = options;
  const base = typeof configFile === "string" ? dirname(configFile) : fallback;
  if (root !== undefined) return toSlashes(isAbsolute(root) ? root : resolve(base, root));
  return toSlashes(resolve(options.rootDir ?? base));
}

/** The path of a file below the root, with `/`; it starts with `..` where the file is elsewhere. */
export function relativeToRoot(root: string, fileName: string): string {
  return toSlashes(relative(root, fileName));
}

function toSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}
