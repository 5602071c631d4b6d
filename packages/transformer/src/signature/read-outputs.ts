import type ts from "typescript";
import { anyObject, duplicateOutput, openTuple, type Problem, reservedName } from "../diagnostics/index.ts";
import {
  type Annotations,
  type Field,
  findFlaws,
  markProperty,
  type Reader,
  readField,
  readMark,
  type Shape,
  sortProperties,
  type Untyped,
} from "../shape/index.ts";
import { orUndefined } from "./optional-input.ts";
import type { FunctionRead, OutputsRead } from "./signature.ts";

/** Reads the awaited result of a function as outputs. */
export function readOutputs(
  reader: Reader,
  { declaration, signature }: FunctionRead,
  description: string | undefined,
  untyped: Untyped,
): OutputsRead {
  const { ts, checker } = reader.context;
  const returned = checker.getReturnTypeOfSignature(signature);
  const type = checker.getAwaitedType(returned) ?? returned;
  const node = declaration.type ?? declaration;
  const none = ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never;
  if ((type.flags & none) !== 0) return { style: "none", variables: [], problems: [] };
  const own: Annotations = description === undefined ? {} : { description };
  if (checker.isTupleType(type)) return readTuple(reader, type as ts.TupleTypeReference, own, node, untyped);
  if (readMark(reader.context, type)?.kind === "outputs") return readNamed(reader, type, own, node, untyped);
  const variable = output("o0", reader.read(type), own);
  return { style: "value", variables: [variable], problems: findProblems(variable, "the result", node, untyped) };
}

function readTuple(
  reader: Reader,
  type: ts.TupleTypeReference,
  annotations: Annotations,
  node: ts.Node,
  untyped: Untyped,
): OutputsRead {
  const { ts, checker } = reader.context;
  const { elementFlags, labeledElementDeclarations } = type.target;
  if (elementFlags.some((flags) => (flags & ts.ElementFlags.Required) === 0)) {
    return { style: "tuple", variables: [], problems: [{ ...openTuple(checker.typeToString(type)), node }] };
  }
  const problems: Problem[] = [];
  const names = new Set<string>();
  const variables = checker.getTypeArguments(type).map((element, index) => {
    const label = labeledElementDeclarations?.[index]?.name;
    const name = label !== undefined && ts.isIdentifier(label) ? label.text : `o${index}`;
    if (name === "__proto__") problems.push({ ...reservedName(name), node });
    if (names.has(name)) problems.push({ ...duplicateOutput(name), node });
    names.add(name);
    const variable = output(name, reader.read(element), annotations);
    problems.push(...findProblems(variable, `output '${name}'`, node, untyped));
    return variable;
  });
  return { style: variables.length === 0 ? "none" : "tuple", variables, problems };
}

function readNamed(
  reader: Reader,
  type: ts.Type,
  annotations: Annotations,
  node: ts.Node,
  untyped: Untyped,
): OutputsRead {
  const { context } = reader;
  const properties = context.checker.getPropertiesOfType(type).filter(({ name }) => name !== markProperty);
  const problems: Problem[] = [];
  if (context.checker.getIndexInfosOfType(type).length > 0) {
    problems.push({ ...anyObject(context.checker.typeToString(type))("the result"), node });
  }
  const variables = sortProperties(context, type, properties).map((property) => {
    const field = readField(reader, property);
    const shape = field.optional ? orUndefined(field.shape) : field.shape;
    const variable = output(field.name, shape, { ...annotations, ...field.annotations });
    const where = `output '${field.name}'`;
    if (field.name === "__proto__") problems.push({ ...reservedName(field.name), node });
    problems.push(
      ...field.flaws.map((flaw) => ({ ...flaw(where), node })),
      ...findProblems(variable, where, node, untyped),
    );
    return variable;
  });
  return { style: variables.length === 0 ? "none" : "object", variables, problems };
}

/** Every output is always there; one that may be `undefined` says so in its type. */
function output(name: string, shape: Shape, annotations: Annotations): Field {
  return { name, shape, optional: false, annotations, flaws: [] };
}

function findProblems(variable: Field, where: string, node: ts.Node, untyped: Untyped): readonly Problem[] {
  return findFlaws(variable.shape, variable.name, untyped).map(({ flaw, path }) => ({
    ...flaw(path === variable.name ? where : `${where}, at ${path}`),
    node,
  }));
}
