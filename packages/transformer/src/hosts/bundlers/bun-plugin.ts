import { readFile } from "node:fs/promises";
import type ts from "typescript";
import { applyTextEdits } from "../../edit.ts";
import { diagnosticsError, noBun } from "../load-error.ts";
import { isSource } from "../source-file.ts";
import type { BundlerOptions } from "./options.ts";
import type { SetupPlugin } from "./plugin-types.ts";
import { createSession } from "./session.ts";

/** What Bun gives to a plugin, as far as it is used here. */
interface BunBuild {
  onLoad(
    constraints: { readonly filter: RegExp },
    load: (file: { readonly path: string }) => Promise<{ readonly contents: string; readonly loader: "ts" | "tsx" }>,
  ): unknown;
  /** Runs before every build; the runtime has none. */
  onStart?(start: () => void): unknown;
}

/** Bun itself, as far as it is used here. */
interface BunGlobal {
  plugin(plugin: SetupPlugin): unknown;
}

/**
 * The plugin for Bun, whose bundler and runtime ask for files in the same way. Both take edited sources without a map: the
 * edits add no line, and only what follows an inserted literal on its line moves to the right.
 */
export function createBunPlugin(options: BundlerOptions = {}): SetupPlugin {
  const session = createSession(options);
  return {
    name: "tsflyte",
    setup(build) {
      const { onLoad, onStart } = build as BunBuild;
      onStart?.call(build, () => session.refresh());
      onLoad.call(build, { filter: /\.(?:[cm]?ts|tsx)$/ }, async ({ path }) => {
        const code = (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
        const loader = path.endsWith(".tsx") ? "tsx" : "ts";
        const file = path.replaceAll("\\", "/");
        const reading = isSource(file) ? session.read(file, code) : undefined;
        if (reading === undefined || "isStripped" in reading) return { contents: code, loader };
        const problems: readonly ts.Diagnostic[] = reading.problems;
        if (problems.length > 0) throw diagnosticsError(reading.typescript, problems, process.cwd());
        return { contents: applyTextEdits(code, reading.edits), loader };
      });
    },
  };
}

/** Makes Bun's runtime use the plugin from here on. */
export function registerWithBun(): void {
  const { Bun: bun } = globalThis as { readonly Bun?: BunGlobal };
  if (bun === undefined) throw noBun();
  bun.plugin(createBunPlugin());
}
