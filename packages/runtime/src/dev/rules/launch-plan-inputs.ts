/** The inputs of launch plans: their defaults and fixed ones, and what remains to be given. */
import { create } from "@bufbuild/protobuf";
import {
  type Parameter,
  type ParameterMap,
  ParameterMapSchema,
  type VariableMap,
} from "../../idl/gen/flyteidl/core/interface_pb.ts";
import type { LiteralMap } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { invalidArgument } from "../answers/refusals.ts";
import { literalType } from "../compiler/literal-types.ts";
import { typeText } from "../compiler/type-text.ts";
import { areTypesCastable } from "../compiler/types-castable.ts";

/** Throws for a parameter that says too little of itself, or whose default is of another type. */
export function checkParameters({ parameters }: ParameterMap): void {
  const where = "default_inputs";
  for (const [name, { var: variable, behavior }] of Object.entries(parameters)) {
    const type = variable?.type;
    if (type === undefined) {
      throw invalidArgument(
        `The Variable component of the Parameter ${name} in ${where} either is missing, or has a missing Type`,
      );
    }
    if (behavior.case === "artifactQuery" || behavior.case === "artifactId") {
      throw invalidArgument(`The Parameter ${name} in ${where} asks for an artifact, and there is no artifact service`);
    }
    if (behavior.case === undefined || (behavior.case === "required" && !behavior.value)) {
      throw invalidArgument(
        `Invalid variable ${name} in ${where} - variable has neither default, nor is required. One must be specified`,
      );
    }
    if (behavior.case === "default") {
      const own = literalType(behavior.value);
      if (own === undefined || !areTypesCastable(own, type)) {
        throw invalidArgument(
          `Type of default value of parameter ${name} in ${where} is wrong: expected [${typeText(type)}], got [${typeText(own)}]`,
        );
      }
    }
  }
}

/** The inputs that a launch plan takes: those of its workflow without the fixed ones, with their defaults. */
export function expectedInputs(
  workflow: VariableMap,
  fixed: LiteralMap | undefined,
  defaults: ParameterMap | undefined,
): ParameterMap {
  const { variables } = workflow;
  const typeOf = (name: string, field: string) => {
    const type = Object.hasOwn(variables, name) ? variables[name]?.type : undefined;
    if (type === undefined) throw invalidArgument(`unexpected ${field} ${name}`);
    return type;
  };
  for (const [name, { var: variable }] of Object.entries(defaults?.parameters ?? {})) {
    const type = typeOf(name, "default_inputs");
    if (variable?.type === undefined || !areTypesCastable(variable.type, type)) {
      throw invalidArgument(
        `invalid default_input wrong type ${name}, expected ${typeText(type)}, got ${typeText(variable?.type)} instead`,
      );
    }
  }
  for (const [name, literal] of Object.entries(fixed?.literals ?? {})) {
    const type = typeOf(name, "fixed_inputs");
    const own = literalType(literal);
    if (own === undefined || !areTypesCastable(own, type)) {
      throw invalidArgument(
        `invalid fixed_input wrong type ${name}, expected ${typeText(type)}, got ${typeText(own)} instead`,
      );
    }
  }
  const parameters: { [name: string]: Parameter } = {};
  for (const [name, variable] of Object.entries(variables)) {
    if (Object.hasOwn(fixed?.literals ?? {}, name)) continue;
    const given =
      defaults !== undefined && Object.hasOwn(defaults.parameters, name) ? defaults.parameters[name] : undefined;
    const required = create(ParameterMapSchema, {
      parameters: { [name]: { var: variable, behavior: { case: "required", value: true } } },
    });
    const parameter = given ?? required.parameters[name];
    if (parameter !== undefined) parameters[name] = parameter;
  }
  return create(ParameterMapSchema, { parameters });
}
