import type { Metadata, VariablesSchema } from "../metadata/index.ts";
import type { TypedInterface, Variable } from "../model/index.ts";
import { literalTypeOf } from "./literal-type-of.ts";

/** The Flyte interface of a task or workflow. A variable without a description has its name for one. */
export function interfaceOf(metadata: Pick<Metadata, "inputs" | "outputs">): TypedInterface {
  return { inputs: variablesOf(metadata.inputs), outputs: variablesOf(metadata.outputs) };
}

/** The variables of one side of an interface, in declaration order. */
export function variablesOf(schema: VariablesSchema): { readonly [name: string]: Variable } {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [
      name,
      { type: literalTypeOf(property, schema), description: property.description ?? name },
    ]),
  );
}
