/**
 * The plugin for esbuild.
 *
 * esbuild asks one plugin for each file: it goes before others that load TypeScript.
 *
 * @module
 */
import type { BundlerOptions } from "./hosts/bundlers/options.ts";
import type { SetupPlugin } from "./hosts/bundlers/plugin-types.ts";
import { unplugin } from "./hosts/bundlers/unplugin.ts";

export type { BundlerOptions };

/**
 * Embeds metadata into the tasks and workflows of a build with esbuild. Problems are the build's errors, and files that are
 * imported for their types alone are watched.
 *
 * @example
 * ```js
 * import tsflyte from "@tsflyte/transformer/esbuild";
 * import { build } from "esbuild";
 *
 * await build({ entryPoints: ["src/flows.ts"], bundle: true, platform: "node", plugins: [tsflyte()] });
 * ```
 */
const tsflyte: (options?: BundlerOptions) => SetupPlugin = unplugin.esbuild;

export default tsflyte;
