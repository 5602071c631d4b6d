import type { GraphProblem } from "../errors/graph.ts";
import { formatPath } from "../errors/values.ts";
import { describeEntity, type GraphBinding, type ReferenceFacts, type WorkflowGraph } from "../graph/index.ts";
import { describeReference } from "../graph/recording.ts";
import { codecOf } from "../literals/index.ts";
import type { VariablesSchema } from "../metadata/index.ts";
import type { LiteralType, Variable } from "../model/index.ts";
import { literalTypeOf } from "../types/index.ts";
import { castable } from "./castable.ts";
import type { PlacedNode } from "./placed-nodes.ts";

/** References that are bound to variables of another type. Constants are checked where they are bound. */
export function typeProblems(
  placed: readonly PlacedNode[],
  graph: WorkflowGraph,
  outputs: { readonly [name: string]: Variable },
): readonly GraphProblem[] {
  const ofNodes = placed.flatMap(({ path: place, node }) => {
    const callee = describeEntity(node.entity);
    return mismatches(node.inputs, node.entity.interface.inputs).map(({ path, reference, type }) => ({
      node: place,
      text: `${callee} takes ${typeText(type)} for "${path}", and ${given(reference)}`,
      remedy,
    }));
  });
  const ofOutputs = mismatches(graph.outputs, outputs).map(({ path, reference, type }) => ({
    text: `its output "${path}" is ${typeText(type)}, and ${given(reference)}`,
    remedy,
  }));
  return [...ofNodes, ...ofOutputs];
}

const remedy = "Flyte converts nothing between tasks: give both the same type, or convert in a task";

function given(reference: ReferenceFacts): string {
  return `${describeReference(reference)} is ${codecOf(reference.schema, reference.root).expected}`;
}

interface Mismatch {
  readonly path: string;
  readonly reference: ReferenceFacts;
  readonly type: LiteralType;
}

function mismatches(
  bindings: ReadonlyMap<string, GraphBinding>,
  variables: { readonly [name: string]: Variable },
): readonly Mismatch[] {
  return [...bindings].flatMap(([name, binding]) => {
    const type = variables[name]?.type;
    return type === undefined ? [] : mismatchesAt(binding, type, name, []);
  });
}

function mismatchesAt(
  binding: GraphBinding,
  type: LiteralType,
  name: string,
  path: readonly (string | number)[],
): readonly Mismatch[] {
  switch (binding.kind) {
    case "scalar":
      return [];
    case "reference": {
      const { reference } = binding;
      const from = literalTypeOf(reference.schema, reference.root as VariablesSchema);
      return castable(from, type) ? [] : [{ path: formatPath(name, path), reference, type }];
    }
    case "collection": {
      const element = memberOf(type, "collection")?.elementType;
      if (element === undefined) return [];
      return binding.bindings.flatMap((item, index) => mismatchesAt(item, element, name, [...path, index]));
    }
    case "map": {
      const value = memberOf(type, "map")?.valueType;
      if (value === undefined) return [];
      return Object.entries(binding.bindings).flatMap(([key, item]) => mismatchesAt(item, value, name, [...path, key]));
    }
  }
}

/** The collection or map that a type is, or that a union has among its variants. */
function memberOf<Kind extends "collection" | "map">(
  type: LiteralType,
  kind: Kind,
): (LiteralType & { readonly kind: Kind }) | undefined {
  const members = type.kind === "union" ? type.variants : [type];
  return members.find((member): member is LiteralType & { readonly kind: Kind } => member.kind === kind);
}

/** A Flyte type in TypeScript's words. */
function typeText(type: LiteralType): string {
  switch (type.kind) {
    case "simple":
      return simpleTexts[type.simple] ?? `a ${type.simple}`;
    case "enum":
      return `one of ${type.values.join(", ")}`;
    case "collection":
      return `an array with ${typeText(type.elementType)} an element`;
    case "map":
      return `a record with ${typeText(type.valueType)} a key`;
    case "union":
      return type.variants.map(typeText).join(" or ");
    case "blob":
      return type.dimensionality === "single" ? "a FlyteFile" : "a FlyteDirectory";
    default:
      return `a ${type.kind}`;
  }
}

const simpleTexts: { readonly [simple: string]: string } = {
  none: "null",
  integer: "an integer",
  float: "a number",
  datetime: "a Date",
  struct: "an object",
};
