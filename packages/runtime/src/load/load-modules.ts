/** Loads a user's modules for the command line: built JavaScript, or TypeScript source through the transformer. */
import { existsSync, globSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { noTransformer, pathNotFound } from "../errors/load.ts";
import { type CallableEntity, registeredEntities } from "../graph/index.ts";

const source = /\.[cm]?tsx?$/;
const loadable = /(?<!\.d)\.(?:[cm]?ts|tsx|m?js)$/;

/** Loads files, and every module below folders; returns the entities that they define, in order. */
export async function loadModules(paths: readonly string[]): Promise<readonly CallableEntity[]> {
  const files = paths.flatMap(filesOf);
  if (files.some((file) => source.test(file))) await useTransformer(files.find((file) => source.test(file)) ?? "");
  for (const file of files) await import(pathToFileURL(file).href);
  return registeredEntities().filter((entity) => files.some((file) => defines(file, entity)));
}

/** The entities among all that a file defines. */
function defines(file: string, entity: CallableEntity): boolean {
  const stem = file.replaceAll("\\", "/").replace(/\.[^./]+$/, "");
  return `/${stem}`.endsWith(`/${entity.embedded.source.file.replace(/\.[^./]+$/, "")}`);
}

function filesOf(path: string): readonly string[] {
  const full = resolve(path);
  if (!existsSync(full)) throw pathNotFound(path);
  if (statSync(full).isFile()) return [full];
  return globSync("**/*", { cwd: full, exclude: (name) => /(^|[\\/])(node_modules|\.[^\\/]+)$/.test(name) })
    .filter((name) => loadable.test(name))
    .sort()
    .map((name) => join(full, name));
}

let registered = false;

/** Installs the transformer's loader hook: the project's own copy first, then one beside this package. */
async function useTransformer(file: string): Promise<void> {
  if (registered) return;
  const name = "@tsflyte/transformer/register";
  for (const from of [file, import.meta.filename]) {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      continue;
    }
    await import(pathToFileURL(path).href);
    registered = true;
    return;
  }
  throw noTransformer(file);
}
