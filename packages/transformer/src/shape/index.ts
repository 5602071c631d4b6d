/**
 * The only folder that interprets types: a `ts.Type` becomes a {@link Shape}.
 *
 * @module
 */

export { type FlawFound, findFlaws, type Untyped } from "./find-flaws.ts";
export { readLibraryType } from "./library-types.ts";
export { type Mark, markProperty, readMark } from "./marks.ts";
export { readAliasConstraints, readField } from "./read-field.ts";
export { createReader } from "./read-shape.ts";
export type { Reader } from "./reader.ts";
export type { Annotations, Definition, Field, Literals, Shape, Struct } from "./shape.ts";
export { sortProperties } from "./sort-properties.ts";
