/**
 * Builds whole projects: what `tsflyte build` does, as functions.
 *
 * @module
 */
export { type BuildOptions, build, type Watch, watchBuild } from "./hosts/build/index.ts";
