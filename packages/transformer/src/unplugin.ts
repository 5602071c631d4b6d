/**
 * The plugin in all its forms, for bundlers that have no entry of their own here and for plugins that hold others.
 *
 * @module
 */
export type { BundlerOptions } from "./hosts/bundlers/options.ts";
export { unplugin as default } from "./hosts/bundlers/unplugin.ts";
