/**
 * The plugin that `{ "transform": "@tsflyte/transformer" }` in tsconfig.json names. Compile with ts-patch's `tspc`.
 *
 * @module
 */
export { createTransformer as default, type PluginExtras, type PluginOptions } from "./hosts/ts-patch.ts";
