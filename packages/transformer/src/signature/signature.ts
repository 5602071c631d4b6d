import type { InputStyle, OutputStyle } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import type { Problem } from "../diagnostics/index.ts";
import type { Field } from "../shape/index.ts";

/** The function of an entity, as it is written, and the nodes whose comments document it. */
export interface FunctionRead {
  readonly declaration: ts.SignatureDeclaration;
  /** The declaration's signature, with the type arguments that it is used with. */
  readonly signature: ts.Signature;
  readonly documented: readonly ts.Node[];
}

/** The inputs or the outputs of a function, and what is wrong with them. */
export interface VariablesRead<Style> {
  readonly style: Style;
  readonly variables: readonly Field[];
  readonly problems: readonly Problem[];
}

/** What a function takes. */
export type InputsRead = VariablesRead<InputStyle>;
/** What a function gives. */
export type OutputsRead = VariablesRead<OutputStyle>;
