import { create } from "@bufbuild/protobuf";
import type { TypedInterface, Variable } from "../model/index.ts";
import { artifactIdFromIdl, artifactIdToIdl } from "./artifact.ts";
import {
  type TypedInterface as IdlTypedInterface,
  type Variable as IdlVariable,
  TypedInterfaceSchema,
  type VariableMap,
  VariableSchema,
} from "./gen/flyteidl/core/interface_pb.ts";
import { literalTypeFromIdl, literalTypeToIdl } from "./literal-type.ts";
import { mapValues } from "./map-values.ts";
import { onlyKnown } from "./only-known.ts";
import { required } from "./required.ts";
import { within } from "./within.ts";

/** The type and description of an input or output, as `core.Variable`. */
export function variableToIdl({ type, description, artifactPartialId }: Variable): IdlVariable {
  return create(VariableSchema, {
    type: literalTypeToIdl(type),
    description,
    artifactPartialId: artifactPartialId === undefined ? undefined : artifactIdToIdl(artifactPartialId),
  });
}

/** Reads a `core.Variable`; tags of artifacts are refused. */
export function variableFromIdl(variable: IdlVariable): Variable {
  onlyKnown(VariableSchema, variable, ["type", "description", "artifactPartialId"]);
  const { type, description, artifactPartialId } = variable;
  return {
    type: literalTypeFromIdl(required(type, "flyteidl.core.Variable", "type")),
    description,
    ...(artifactPartialId === undefined ? {} : { artifactPartialId: artifactIdFromIdl(artifactPartialId) }),
  };
}

/** Both sides are always written: an interface without outputs has an empty `outputs`, not none. */
export function typedInterfaceToIdl({ inputs, outputs }: TypedInterface): IdlTypedInterface {
  return create(TypedInterfaceSchema, {
    inputs: { variables: mapValues(inputs, variableToIdl) },
    outputs: { variables: mapValues(outputs, variableToIdl) },
  });
}

/** Reads a `core.TypedInterface`; errors name the input or output. */
export function typedInterfaceFromIdl({ inputs, outputs }: IdlTypedInterface): TypedInterface {
  return { inputs: variablesFromIdl(inputs, "input"), outputs: variablesFromIdl(outputs, "output") };
}

function variablesFromIdl(map: VariableMap | undefined, side: string): { [name: string]: Variable } {
  return mapValues(map?.variables ?? {}, (variable, name) =>
    within(`${side} "${name}"`, () => variableFromIdl(variable)),
  );
}
