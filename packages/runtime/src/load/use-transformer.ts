import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { noTransformer } from "../errors/load.ts";
import { importModule } from "./import-module.ts";

let registered = false;

/** Where the transformer's loader says that it is there. */
const loaderKey = Symbol.for("tsflyte.transformer.loader");

/** Installs the transformer's loader hook: the project's own copy first, then one beside this package. */
export async function useTransformer(file: string): Promise<void> {
  if (registered) return;
  const path = findTransformer(file);
  if (path === undefined) throw noTransformer(file);
  await importModule(path);
  registered = true;
}

/** The JavaScript of a TypeScript source, for a container: where nothing compiles. */
export function emitSource(file: string): string {
  const loader = (globalThis as { readonly [loaderKey]?: { emit?(file: string): string } })[loaderKey];
  if (loader?.emit === undefined) throw noTransformer(file);
  return loader.emit(file);
}

/** Where an entry of the transformer is installed: for the project of a file, else beside this package. */
export function findTransformer(file: string, entry: "register" | "build" = "register"): string | undefined {
  for (const from of [pathToFileURL(file).href, import.meta.url]) {
    try {
      return createRequire(from).resolve(`@tsflyte/transformer/${entry}`);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}
