/**
 * Shapes to JSON Schema, without the compiler.
 *
 * @module
 */
export { printVariables } from "./print-variables.ts";
