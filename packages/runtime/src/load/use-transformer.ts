import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { noTransformer } from "../errors/load.ts";
import { importModule } from "./import-module.ts";

let registered = false;

/** Installs the transformer's loader hook: the project's own copy first, then one beside this package. */
export async function useTransformer(file: string): Promise<void> {
  if (registered) return;
  const path = findTransformer(file);
  if (path === undefined) throw noTransformer(file);
  await importModule(path);
  registered = true;
}

function findTransformer(file: string): string | undefined {
  for (const from of [pathToFileURL(file).href, import.meta.url]) {
    try {
      return createRequire(from).resolve("@tsflyte/transformer/register");
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}
