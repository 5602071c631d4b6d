/** From a schema to Flyte's types, and the types that users write where TypeScript has no word. */
export { type ColumnKind, type ColumnRule, columnRules } from "./dataset-columns.ts";
export { afterShort, type DocsFormat, type DocsOptions, describeDocs, docsFormats } from "./describe-docs.ts";
export { describeSchema, takesNull, withoutNull } from "./describe-schema.ts";
export { type FileAccess, noStorage } from "./file-access.ts";
export { hasFormat, sameFormat } from "./file-format.ts";
export { FlyteDirectory } from "./flyte-directory.ts";
export { FlyteError } from "./flyte-error.ts";
export { FlyteFile, localPathOf, schemeOf, uriBelow } from "./flyte-file.ts";
export { deref, type Field, type Form, type KeyPattern, readForm, type ValueBase } from "./form.ts";
export { interfaceOf, variablesOf } from "./interface-of.ts";
export { listTree } from "./list-tree.ts";
export { distinctSchemas, literalTypeOf, pickleFormat, tagOf, tupleElements, typeInside } from "./literal-type-of.ts";
export type { Coded, Int, Outputs } from "./marks.ts";
export { isTemporal, Temporal } from "./temporal.ts";
export { isWrittenTime, readTime, splitNanos, timestampRange, totalNanos, writeTime } from "./time-text.ts";
export { typeKey } from "./type-key.ts";
export { registerCodec, type UserCodec, userCodec } from "./user-codec.ts";
