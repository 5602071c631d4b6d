/**
 * The plugin for Rollup.
 *
 * It goes before the plugin that compiles TypeScript, which must take what it is given: `@rollup/plugin-typescript` reads the
 * disk instead.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { NamedPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Rollup. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/rollup";
 * import esbuild from "rollup-plugin-esbuild";
 *
 * export default { input: "src/flows.ts", plugins: [tsflyte(), esbuild()] };
 * ```
 */
const tsflyte: (options?: BundlerOptions) => NamedPlugin = unplugin.rollup;

export default tsflyte;
