/**
 * What the Node loader loads when a module is not in its cache.
 *
 * @module
 */
export { createModuleCompiler } from "./hosts/compile-module.ts";
