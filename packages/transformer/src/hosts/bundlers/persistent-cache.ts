import { createRequire } from "node:module";
import type { BundlerOptions } from "./options.ts";

/** webpack and Rspack, as far as they are used here. */
interface CachingCompiler {
  readonly options: { readonly cache?: unknown };
}

/**
 * Makes what webpack and Rspack keep on the disk depend on this package and its options: they know the files that metadata
 * came from, and nothing of what made it.
 */
export function keyCache({ options: { cache } }: CachingCompiler, options: BundlerOptions | undefined): void {
  if (typeof cache !== "object" || cache === null) return;
  const { version } = createRequire(import.meta.url)("#package") as { readonly version: string };
  const settings = cache as { version?: string };
  settings.version = `${settings.version ?? ""}|tsflyte ${version} ${JSON.stringify(options ?? {})}`;
}
