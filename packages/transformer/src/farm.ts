/**
 * The plugin for Farm.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { NamedPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Farm. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import { defineConfig } from "@farmfe/core";
 * import tsflyte from "@tsflyte/transformer/farm";
 *
 * export default defineConfig({ plugins: [tsflyte()] });
 * ```
 */
const tsflyte: (options?: BundlerOptions) => NamedPlugin = unplugin.farm;

export default tsflyte;
