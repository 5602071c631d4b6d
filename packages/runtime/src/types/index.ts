/** From a schema to Flyte's types, and the types that users write where TypeScript has no word. */
export { describeDocs } from "./describe-docs.ts";
export { describeSchema, takesNull, withoutNull } from "./describe-schema.ts";
export type { FileAccess } from "./file-access.ts";
export { FlyteFile, localPathOf, schemeOf } from "./flyte-file.ts";
export { deref, type Field, type Form, readForm, type ValueBase } from "./form.ts";
export { interfaceOf, variablesOf } from "./interface-of.ts";
export { distinctSchemas, literalTypeOf, pickleFormat, tagOf, typeInside } from "./literal-type-of.ts";
export type { Coded, Int, Outputs } from "./marks.ts";
