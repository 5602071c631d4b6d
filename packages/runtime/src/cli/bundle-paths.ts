/** Bundling what paths on the command line stand for. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bundle, BundleOptions } from "../bundle/index.ts";
import { type CallableEntity, registeredEntities } from "../graph/index.ts";
import { moduleFiles } from "../load/module-files.ts";
import type { PackedCode } from "../register/index.ts";
import { type OptionSpec, type ParsedArguments, textOptions } from "./command-line.ts";

/** What registers names the bundle. */
export const bundleFile = "flows.mjs";

/** The option of commands that can ship a bundle. */
export const bundleOption: OptionSpec = {
  type: "boolean",
  help: "ship the code as one file, which containers run with node alone",
};

/** Options of a bundle, besides the name of its file. */
export const bundleOptions: Readonly<Record<"external" | "no-copy" | "no-minify" | "whole", OptionSpec>> = {
  external: {
    type: "string",
    multiple: true,
    value: "NAME",
    help: "keep a package out of the file and beside it (repeatable)",
  },
  "no-copy": { type: "boolean", help: "do not copy packages beside the file: they are in the image" },
  "no-minify": { type: "boolean", help: "keep the names and lines of the code" },
  whole: { type: "boolean", help: "leave nothing of @tsflyte/runtime out, needed or not" },
};

/** Bundles the modules of paths, whose entities are loaded already. */
export async function bundlePaths(
  paths: readonly string[],
  entities: readonly CallableEntity[],
  parsed: ParsedArguments,
  file: string = bundleFile,
): Promise<{ readonly made: Bundle; check(path: string): Promise<void> }> {
  const { bundle, checkBundle } = await import("../bundle/index.ts");
  const defined = registeredEntities();
  const options: BundleOptions = {
    file,
    minify: parsed.values["no-minify"] !== true,
    externals: textOptions(parsed, "external"),
    copy: parsed.values["no-copy"] !== true,
    whole: parsed.values["whole"] === true,
  };
  const made = await bundle([...new Set(paths.flatMap(moduleFiles))], entities, options);
  return { made, check: (path) => checkBundle(path, defined) };
}

/** Bundles modules and packs the files, once a process of its own could load them. */
export async function packBundle(
  paths: readonly string[],
  entities: readonly CallableEntity[],
  parsed: ParsedArguments,
): Promise<PackedCode> {
  const { filesOfBundle, writeBundle } = await import("../bundle/index.ts");
  const { packFiles } = await import("../register/index.ts");
  const { made, check } = await bundlePaths(paths, entities, parsed);
  const folder = mkdtempSync(join(tmpdir(), "tsflyte-bundle-"));
  try {
    writeBundle(made, folder);
    await check(join(folder, made.file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return packFiles(filesOfBundle(made));
}
