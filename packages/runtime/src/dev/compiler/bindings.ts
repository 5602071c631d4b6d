/** What nodes are bound to: whether it is there, and of the right type. */
import { create } from "@bufbuild/protobuf";
import { type Variable, type VariableMap, VariableMapSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import {
  type Binding,
  type BindingData,
  BindingDataSchema,
  type Scalar,
} from "../../idl/gen/flyteidl/core/literals_pb.ts";
import { type LiteralType, LiteralTypeSchema, SimpleType } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { textOf } from "../messages/text-of.ts";
import {
  type CompileErrors,
  mismatchingBindings,
  mismatchingTypes,
  parameterNotBound,
  valueRequired,
  variableNameNotFound,
} from "./compile-error.ts";
import { addEdge, type EdgeDirection, type GraphState, type NodeState } from "./graph-state.ts";
import { scalarType, simpleType } from "./literal-types.ts";
import { promiseType } from "./promises.ts";
import { typeText } from "./type-text.ts";
import { areTypesCastable, isNone } from "./types-castable.ts";

/** What a binding gives, where it can be bound. */
interface BoundTo {
  readonly type: LiteralType | undefined;
  /** The nodes that it waits for. */
  readonly nodes: readonly string[];
}

/** A binding on its way to an input. */
interface Sink {
  readonly node: NodeState;
  readonly name: string;
  /** False where the node takes whatever it is given. */
  readonly isTyped: boolean;
}

/**
 * Checks the bindings of a node against its parameters, and adds the edges that they make.
 *
 * @param parameters undefined where the node takes what it is given
 * @returns what each bound variable is
 */
export function checkBindings(
  graph: GraphState,
  node: NodeState,
  parameters: VariableMap | undefined,
  direction: EdgeDirection,
  errors: CompileErrors,
): VariableMap {
  const { id } = node;
  const resolved: { [name: string]: Variable } = {};
  const bound = new Set<string>();
  const isTyped = parameters !== undefined;
  for (const { var: name, binding } of node.node.inputs) {
    const parameter = isTyped && Object.hasOwn(parameters.variables, name) ? parameters.variables[name] : undefined;
    if (isTyped && parameter === undefined) errors.push(variableNameNotFound(id, name));
    else if (binding === undefined) errors.push(valueRequired(id, "Binding"));
    else if (bound.has(name)) {
      errors.push({
        code: "ParameterBoundMoreThanOnce",
        nodeId: id,
        description: `Input [${name}] is bound more than once.`,
      });
    } else {
      bound.add(name);
      const expected = parameter?.type ?? simpleType(SimpleType.NONE);
      const result = checkBinding(graph, { node, name, isTyped }, binding, expected, errors);
      if (result === undefined) continue;
      for (const upstream of result.nodes) addEdge(graph, upstream, id, direction);
      const type = result.type === undefined ? {} : { type: result.type };
      resolved[name] = create(VariableMapSchema, { variables: { [name]: type } }).variables[name] as Variable;
    }
  }
  for (const [name, { type }] of Object.entries(parameters?.variables ?? {})) {
    if (!bound.has(name) && !isOptional(type)) errors.push(parameterNotBound(id, name));
  }
  return create(VariableMapSchema, { variables: resolved });
}

/** Whether an input may be left out. */
export function isOptional(type: LiteralType | undefined): boolean {
  return type?.type.case === "unionType" && type.type.value.variants.some(isNone);
}

function checkBinding(
  graph: GraphState,
  sink: Sink,
  binding: BindingData,
  expected: LiteralType,
  errors: CompileErrors,
): BoundTo | undefined {
  const { value } = binding;
  const { node, name, isTyped } = sink;
  switch (value.case) {
    case "scalar":
      return checkScalar(sink, value.value, expected, errors);
    case "promise":
      return promiseType(graph, sink, value.value, expected, errors);
    case "collection":
    case "map": {
      if (isTyped && expected.type.case === "unionType") return checkUnion(graph, sink, binding, expected, errors);
      const wanted = value.case === "collection" ? "collectionType" : "mapValueType";
      if (isTyped && expected.type.case !== wanted) break;
      const element =
        expected.type.case === "collectionType" || expected.type.case === "mapValueType"
          ? expected.type.value
          : expected;
      const items = value.case === "collection" ? value.value.bindings : Object.values(value.value.bindings);
      const before = errors.length;
      const results = items.map((item) => checkBinding(graph, sink, item, element, errors));
      if (errors.length > before) return undefined;
      const type = results.at(-1)?.type ?? element;
      return {
        type: create(LiteralTypeSchema, { type: { case: wanted, value: type } }),
        nodes: results.flatMap((result) => result?.nodes ?? []),
      };
    }
    case undefined:
      break;
  }
  errors.push(
    mismatchingBindings(node.id, name, typeText(expected), value.case === undefined ? "" : bindingText(binding)),
  );
  return undefined;
}

/** Of the variants, exactly one has to fit. */
function checkUnion(
  graph: GraphState,
  sink: Sink,
  binding: BindingData,
  expected: LiteralType,
  errors: CompileErrors,
): BoundTo | undefined {
  const variants = expected.type.case === "unionType" ? expected.type.value.variants : [];
  const fitting = variants.flatMap((variant) => {
    const result = checkBinding(graph, sink, binding, variant, []);
    return result === undefined ? [] : [{ variant, result }];
  });
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first.result;
  const start = `Input [${sink.name}] on node [${sink.node.id}] expects bindings of union type [${typeText(expected)}].  Received [${bindingText(binding)}] which`;
  if (first === undefined || second === undefined) {
    const description = `${start} does not match any of the variants.`;
    errors.push({ code: "IncompatibleBindingUnionValue", nodeId: sink.node.id, description });
  } else {
    const description = `${start} is ambiguous as both variants [${typeText(first.variant)}] and [${typeText(second.variant)}] match.`;
    errors.push({ code: "AmbiguousBindingUnionValue", nodeId: sink.node.id, description });
  }
  return undefined;
}

function checkScalar(
  { node, name, isTyped }: Sink,
  scalar: Scalar,
  expected: LiteralType,
  errors: CompileErrors,
): BoundTo | undefined {
  const before = errors.length;
  const type = scalarType(scalar);
  if (type === undefined) {
    errors.push({
      code: "UnrecognizedValue",
      nodeId: node.id,
      description: `Unrecognized value [${scalar.value.case ?? ""}].`,
    });
  } else if (isTyped && !areTypesCastable(type, expected)) {
    errors.push(mismatchingTypes(node.id, name, typeText(type), typeText(expected)));
  }
  if (expected.type.case === "enumType") {
    const { values } = expected.type.value;
    const primitive = scalar.value.case === "primitive" ? scalar.value.value.value : undefined;
    const text = primitive?.case === "stringValue" ? primitive.value : "";
    if (!values.includes(text)) {
      const description = `Input [${name}] on node [${node.id}] is an Enum and expects value to be one of [${values.join(" ")}].  Received [${text}]`;
      errors.push({ code: "IllegalEnumValue", nodeId: node.id, description });
    }
  }
  return errors.length > before ? undefined : { type, nodes: [] };
}

function bindingText(binding: BindingData): string {
  const text = textOf(BindingDataSchema, binding);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** The bindings of one variable, for those who look whether it has any. */
export function isBound(bindings: readonly Binding[], name: string): boolean {
  return bindings.some((binding) => binding.var === name);
}
