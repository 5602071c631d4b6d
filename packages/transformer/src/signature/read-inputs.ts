import type ts from "typescript";
import type { Context } from "../context.ts";
import {
  destructuredParameter,
  type Finding,
  type Problem,
  reservedName,
  restParameter,
  thisParameter,
  untypedParameter,
} from "../diagnostics/index.ts";
import { type Field, findFlaws, type Reader, readAliasConstraints, type Untyped } from "../shape/index.ts";
import { optionalInput } from "./optional-input.ts";
import { readObjectInputs } from "./read-object-inputs.ts";
import type { FunctionRead, InputsRead } from "./signature.ts";

/** Reads the parameters of a function as inputs. */
export function readInputs(
  reader: Reader,
  { declaration, signature }: FunctionRead,
  descriptions: ReadonlyMap<string, string>,
  untyped: Untyped,
): InputsRead {
  const { ts, checker } = reader.context;
  const parameters = declaration.parameters.filter(ts.isParameter);
  const typeOf = (parameter: ts.ParameterDeclaration): ts.Type => {
    const symbol = signature.parameters.find(({ valueDeclaration }) => valueDeclaration === parameter);
    return symbol === undefined ? checker.getTypeAtLocation(parameter) : checker.getTypeOfSymbol(symbol);
  };
  const [only] = parameters;
  if (only !== undefined && parameters.length === 1 && ts.isObjectBindingPattern(only.name) && !only.dotDotDotToken) {
    return readObjectInputs(reader, only, only.name, typeOf(only), descriptions, untyped);
  }
  const variables: Field[] = [];
  const problems: Problem[] = [];
  for (const parameter of parameters) {
    const refused = refuse(reader.context, parameter);
    if (refused !== undefined) {
      problems.push({ ...refused, node: parameter });
      continue;
    }
    const name = parameter.name.getText();
    const read = readParameter(reader, parameter, typeOf(parameter), descriptions.get(name));
    variables.push(read.field);
    const node = parameter.type ?? parameter;
    const where = (path: string) => (path === name ? `parameter '${name}'` : `parameter '${name}', at ${path}`);
    problems.push(
      ...read.problems.map((finding) => ({ ...finding, node: parameter })),
      ...read.field.flaws.map((flaw) => ({ ...flaw(where(name)), node })),
      ...findFlaws(read.field.shape, name, untyped).map(({ flaw, path }) => ({ ...flaw(where(path)), node })),
    );
  }
  return { style: "positional", variables, problems };
}

function refuse({ ts, checker }: Context, parameter: ts.ParameterDeclaration): Finding | undefined {
  const { name } = parameter;
  if (parameter.dotDotDotToken !== undefined) return restParameter(name.getText());
  if (!ts.isIdentifier(name)) return destructuredParameter(name.getText());
  if (name.text === "this") return thisParameter();
  if (name.text === "__proto__") return reservedName(name.text);
  if (parameter.type !== undefined || parameter.initializer !== undefined) return undefined;
  const { flags } = checker.getTypeAtLocation(parameter);
  return (flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) !== 0 ? untypedParameter(name.text) : undefined;
}

function readParameter(
  reader: Reader,
  parameter: ts.ParameterDeclaration,
  type: ts.Type,
  description: string | undefined,
): { readonly field: Field; readonly problems: readonly Finding[] } {
  const name = parameter.name.getText();
  const optional = parameter.questionToken !== undefined || parameter.initializer !== undefined;
  const shape = optional ? reader.readDefined(type) : reader.read(type);
  const alias = readAliasConstraints(reader.context, parameter.type, shape, type);
  const annotations = { ...(description === undefined ? {} : { description }), ...alias.annotations };
  const field = { name, shape, optional, annotations, flaws: alias.flaws };
  return optional ? optionalInput(reader.context, field, parameter.initializer) : { field, problems: [] };
}
