import type ts from "typescript";
import { type Finding, notAnObjectPattern, type Problem, patternDefault, reservedName } from "../diagnostics/index.ts";
import {
  type Field,
  findFlaws,
  markProperty,
  type Reader,
  readField,
  sortProperties,
  type Untyped,
} from "../shape/index.ts";
import { optionalInput } from "./optional-input.ts";
import type { InputsRead } from "./signature.ts";

/** Reads a function's only parameter, a destructured object of some type: each property of the type is an input. */
export function readObjectInputs(
  reader: Reader,
  parameter: ts.ParameterDeclaration,
  pattern: ts.ObjectBindingPattern,
  type: ts.Type,
  descriptions: ReadonlyMap<string, string>,
  untyped: Untyped,
): InputsRead {
  const { ts, checker } = reader.context;
  const text = pattern.getText();
  if (!isPlainObject(reader, type)) {
    const finding = notAnObjectPattern(text, checker.typeToString(type));
    return { style: "object", variables: [], problems: [{ ...finding, node: parameter }] };
  }
  const problems: Problem[] = [];
  const { initializer } = parameter;
  if (
    initializer !== undefined &&
    !(ts.isObjectLiteralExpression(initializer) && initializer.properties.length === 0)
  ) {
    problems.push({ ...patternDefault(text), node: initializer });
  }
  const properties = checker.getPropertiesOfType(type).filter(({ name }) => name !== markProperty);
  const variables = sortProperties(reader.context, type, properties).map((property) => {
    const element = pattern.elements.find((candidate) => propertyName(candidate) === property.name);
    const { field, problems: found } = readInput(reader, property, element, descriptions.get(property.name));
    const node = element ?? parameter;
    if (field.name === "__proto__") problems.push({ ...reservedName(field.name), node });
    const where = (path: string) => `input '${field.name}'${path === field.name ? "" : `, at ${path}`}`;
    problems.push(
      ...found.map((finding) => ({ ...finding, node })),
      ...field.flaws.map((flaw) => ({ ...flaw(where(field.name)), node })),
      ...findFlaws(field.shape, field.name, untyped).map(({ flaw, path }) => ({ ...flaw(where(path)), node })),
    );
    return field;
  });
  return { style: "object", variables, problems };
}

function readInput(
  reader: Reader,
  property: ts.Symbol,
  element: ts.BindingElement | undefined,
  description: string | undefined,
): { readonly field: Field; readonly problems: readonly Finding[] } {
  const read = readField(reader, property);
  const initializer = element?.initializer;
  const described = {
    ...read,
    annotations: { ...read.annotations, ...(description === undefined ? {} : { description }) },
  };
  if (!read.optional && initializer === undefined) return { field: described, problems: [] };
  return optionalInput(reader.context, { ...described, shape: withoutUndefined(described.shape) }, initializer);
}

/** A default of the pattern also stands in for a value that is given as `undefined`. */
function withoutUndefined(shape: Field["shape"]): Field["shape"] {
  if (shape.kind !== "union") return shape;
  const members = shape.members.filter(({ kind }) => kind !== "undefined");
  const [only] = members;
  return only !== undefined && members.length === 1 ? only : { kind: "union", members };
}

function isPlainObject({ context: { ts, checker } }: Reader, type: ts.Type): boolean {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return false;
  if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return false;
  return checker.getIndexInfosOfType(type).length === 0;
}

function propertyName({ propertyName: renamed, name, dotDotDotToken }: ts.BindingElement): string | undefined {
  if (dotDotDotToken !== undefined) return undefined;
  const key = renamed ?? name;
  return "text" in key && typeof key.text === "string" ? key.text : undefined;
}
