import { create } from "@bufbuild/protobuf";
import type { ParameterMap } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { type Literal, type LiteralMap, LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { invalidArgument } from "../answers/refusals.ts";
import { literalType } from "../compiler/literal-types.ts";
import { typeText } from "../compiler/type-text.ts";
import { areTypesCastable } from "../compiler/types-castable.ts";

/** All inputs of an execution: what is given, then the defaults and fixed ones of the launch plan. */
export function executionInputs(
  given: LiteralMap | undefined,
  expected: ParameterMap,
  fixed: LiteralMap | undefined,
): LiteralMap {
  const literals: { [name: string]: Literal } = {};
  for (const [name, literal] of Object.entries(given?.literals ?? {})) {
    if (Object.hasOwn(fixed?.literals ?? {}, name)) throw invalidArgument(`fixed_inputs ${name} cannot be overridden`);
    const parameter = Object.hasOwn(expected.parameters, name) ? expected.parameters[name] : undefined;
    if (parameter === undefined) throw invalidArgument(`invalid input ${name}`);
    const [type, wanted] = [literalType(literal), parameter.var?.type];
    if (type === undefined || wanted === undefined || !areTypesCastable(type, wanted)) {
      throw invalidArgument(
        `invalid ${name} input wrong type. Expected ${typeText(wanted)}, but got ${typeText(type)}`,
      );
    }
    literals[name] = literal;
  }
  for (const [name, { behavior }] of Object.entries(expected.parameters)) {
    if (Object.hasOwn(literals, name)) continue;
    if (behavior.case !== "default") throw invalidArgument(`expected_inputs ${name} missing`);
    literals[name] = behavior.value;
  }
  return create(LiteralMapSchema, { literals: { ...literals, ...fixed?.literals } });
}
