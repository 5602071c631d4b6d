/**
 * Flyte workflows written in TypeScript: what a user's code imports.
 *
 * @module
 */
export { type ErrorCode, TsflyteError } from "./errors/index.ts";
export { FlyteFile } from "./types/flyte-file.ts";
export type { Int, Outputs } from "./types/marks.ts";
