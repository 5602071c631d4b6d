/**
 * The plugin for Rolldown.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { NamedPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Rolldown. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/rolldown";
 * import { defineConfig } from "rolldown";
 *
 * export default defineConfig({ input: "src/flows.ts", platform: "node", plugins: [tsflyte()] });
 * ```
 */
const tsflyte: (options?: BundlerOptions) => NamedPlugin = unplugin.rolldown;

export default tsflyte;
