import type { InputStyle, OutputStyle } from "@tsflyte/runtime/metadata";
import type { Problem } from "../diagnostics/index.ts";
import type { Field } from "../shape/index.ts";

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
