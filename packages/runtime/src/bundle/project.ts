/** The project that a module belongs to. */
import { findPackageJSON } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { packageFacts } from "./external-packages.ts";

/** What a bundle takes from it. */
export interface Project {
  /** The folder of its package.json, else that of the module. Sources are named from here. */
  readonly folder: string;
  /** What it depends on when it runs. */
  readonly dependencies: ReadonlySet<string>;
}

/** Reads the project of a module. */
export function projectOf(file: string): Project {
  const path = findPackageJSON(pathToFileURL(file));
  if (path === undefined) return { folder: dirname(file), dependencies: new Set() };
  const folder = dirname(path);
  const { dependencies = {}, optionalDependencies = {} } = packageFacts(folder);
  return { folder, dependencies: new Set([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) };
}
