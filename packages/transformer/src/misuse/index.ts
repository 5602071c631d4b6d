/**
 * Finds what the body of a workflow does with references as if their values were there.
 *
 * @module
 */
export { findMisuse } from "./find-misuse.ts";
