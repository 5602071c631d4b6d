/**
 * The plugin for Rspack.
 *
 * Its loader runs before all others.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { CompilerPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Rspack. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/rspack";
 *
 * export default {
 *   entry: "./src/flows.ts",
 *   target: "node",
 *   plugins: [tsflyte()],
 *   module: { rules: [{ test: /\.ts$/, loader: "builtin:swc-loader" }] },
 * };
 * ```
 */
const tsflyte: (options?: BundlerOptions) => CompilerPlugin = unplugin.rspack;

export default tsflyte;
