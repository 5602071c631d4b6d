/**
 * Shapes to JSON Schema, without the compiler.
 *
 * @module
 */
export { toVariablesSchema } from "./to-variables-schema.ts";
