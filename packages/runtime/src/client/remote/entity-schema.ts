/** What an entity takes and gives, in the schemas that values are checked and written by. */
import type { VariablesSchema } from "../../metadata/index.ts";
import type { Literal, LiteralMap, LiteralType, Parameter, Variable } from "../../model/index.ts";
import { typeKey } from "../../types/index.ts";
import { schemaOf } from "../../types/schema-of.ts";

/** Variables as a server describes them. */
export interface RemoteVariables {
  readonly schema: VariablesSchema;
  readonly types: { readonly [name: string]: LiteralType };
}

/** The outputs of what is registered, or the inputs of a task, all of which are required. */
export function remoteVariables(variables: { readonly [name: string]: Variable }): RemoteVariables {
  return remote(Object.entries(variables).map(([name, { type }]) => ({ name, type, isRequired: true })));
}

/** The inputs of a launch plan. */
export function remoteParameters(parameters: { readonly [name: string]: Parameter }): RemoteVariables {
  return remote(
    Object.entries(parameters).map(([name, parameter]) => ({
      name,
      type: parameter.var.type,
      isRequired: parameter.behavior.kind === "required",
    })),
  );
}

function remote(
  variables: readonly { readonly name: string; readonly type: LiteralType; readonly isRequired: boolean }[],
): RemoteVariables {
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(variables.map(({ name, type }) => [name, schemaOf(type)])),
      required: variables.filter(({ isRequired }) => isRequired).map(({ name }) => name),
      additionalProperties: false,
    },
    types: Object.fromEntries(variables.map(({ name, type }) => [name, type])),
  };
}

/** The literals with the types that the server has: those of another SDK carry tags of its own in their unions. */
export function adoptTypes(literals: LiteralMap, types: { readonly [name: string]: LiteralType }): LiteralMap {
  return Object.fromEntries(
    Object.entries(literals).map(([name, literal]) => {
      const type = types[name];
      return [name, type === undefined ? literal : adoptType(literal, type)];
    }),
  );
}

function adoptType(literal: Literal, type: LiteralType): Literal {
  if (literal.kind === "union" && type.kind === "union") {
    const key = typeKey(literal.type);
    const variant =
      type.variants.find((each) => typeKey(each) === key) ??
      type.variants.find((each) => each.kind === literal.type.kind && simpleOf(each) === simpleOf(literal.type));
    return variant === undefined ? literal : { ...literal, value: adoptType(literal.value, variant), type: variant };
  }
  if (literal.kind === "collection" && type.kind === "collection") {
    return { ...literal, literals: literal.literals.map((each) => adoptType(each, type.elementType)) };
  }
  if (literal.kind === "map" && type.kind === "map") {
    const entries = Object.entries(literal.literals).map(([key, each]) => [key, adoptType(each, type.valueType)]);
    return { ...literal, literals: Object.fromEntries(entries) };
  }
  return literal;
}

function simpleOf(type: LiteralType): string | undefined {
  return type.kind === "simple" ? type.simple : undefined;
}
