/**
 * The plugin for Vite, and for Vitest, which is configured in the same way.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { NamedPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Vite. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/vite";
 * import { defineConfig } from "vite";
 *
 * export default defineConfig({ plugins: [tsflyte()] });
 * ```
 */
const tsflyte: (options?: BundlerOptions) => NamedPlugin = unplugin.vite;

export default tsflyte;
