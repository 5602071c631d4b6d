/**
 * The plugin for Bun's bundler and for Bun's runtime, which takes it in a file that is loaded before.
 *
 * @module
 */
import { createBunPlugin } from "./hosts/bundlers/bun-plugin.ts";
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { SetupPlugin } from "./hosts/bundlers/plugin-types.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with Bun, or into those that Bun loads.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/bun";
 *
 * await Bun.build({ entrypoints: ["src/flows.ts"], outdir: "build", target: "bun", plugins: [tsflyte()] });
 * ```
 */
const tsflyte: (options?: BundlerOptions) => SetupPlugin = createBunPlugin;

export default tsflyte;
