/**
 * The plugin for webpack.
 *
 * Its loader runs before all others, whichever compiles TypeScript.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { CompilerPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with webpack. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/webpack";
 *
 * export default {
 *   entry: "./src/flows.ts",
 *   target: "node",
 *   plugins: [tsflyte()],
 *   module: { rules: [{ test: /\.tsx?$/, loader: "swc-loader" }] },
 * };
 * ```
 */
const tsflyte: (options?: BundlerOptions) => CompilerPlugin = unplugin.webpack;

export default tsflyte;
