/**
 * The plugin that `{ "transform": "@tsflyte/transformer" }` in tsconfig.json names. Compile with ts-patch's `tspc`.
 *
 * @module
 */
export type { TypeScript } from "./context.ts";
export { createTransformer as default, type PluginExtras, type PluginOptions } from "./hosts/ts-patch.ts";
