/** References to outputs of other nodes. */

import type { LiteralType, OutputReference } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { type CompileErrors, mismatchingVariables, parameterNotBound, variableNameNotFound } from "./compile-error.ts";
import { type GraphState, type NodeState, startNodeId } from "./graph-state.ts";
import { nodeOutputs } from "./node-outputs.ts";
import { typeText } from "./type-text.ts";
import { areTypesCastable } from "./types-castable.ts";

/** The type of what a reference leads to; what is wrong about it is added to the errors. */
export function promiseType(
  graph: GraphState,
  sink: { readonly node: NodeState; readonly name: string; readonly isTyped: boolean },
  promise: OutputReference,
  expected: LiteralType,
  errors: CompileErrors,
): { readonly type: LiteralType; readonly nodes: readonly string[] } | undefined {
  const { id } = sink.node;
  const nodeId = promise.nodeId === "" ? startNodeId : promise.nodeId;
  const provider = graph.nodes.get(nodeId);
  const { name, index } = splitVar(promise.var);
  if (provider === undefined) {
    errors.push({ code: "NodeReferenceNotFound", nodeId, description: `Referenced node [${nodeId}] not found.` });
  }
  const outputs = provider === undefined ? undefined : nodeOutputs(provider);
  const variable = outputs !== undefined && Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (provider !== undefined && variable === undefined) errors.push(variableNameNotFound(nodeId, name));
  if (provider === undefined || variable?.type === undefined) {
    errors.push(parameterNotBound(id, sink.name));
    return undefined;
  }
  const facts = {
    output: { name: nameOn(provider, promise.var), type: typeText(variable.type) },
    input: { name: nameOn(sink.node, sink.name), type: typeText(expected) },
  };
  let type = variable.type;
  if (index !== undefined) {
    if (type.type.case === "collectionType") type = type.type.value;
    else errors.push(mismatchingVariables(id, facts.output, facts.input));
  }
  for (const { value } of promise.attrPath) {
    const next = memberType(type, String(value.value ?? ""));
    if (next === undefined) {
      const description = `Variable [${promise.var}] (type [${typeText(type)}]) doesn't have field [${value.value ?? ""}].`;
      errors.push({ code: "FieldNotFound", nodeId: id, description });
      return undefined;
    }
    type = next;
  }
  if (!sink.isTyped || areTypesCastable(type, expected)) return { type, nodes: [nodeId] };
  errors.push(mismatchingVariables(id, { ...facts.output, type: typeText(type) }, facts.input));
  return undefined;
}

/** The type one step further; that of a struct without field types stays what it is. */
function memberType(type: LiteralType, key: string): LiteralType | undefined {
  if (type.type.case === "collectionType" || type.type.case === "mapValueType") return type.type.value;
  const fields = type.structure?.dataclassType ?? {};
  if (Object.keys(fields).length === 0) return type;
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** `[0].o0` is the first element of the output `o0`. */
function splitVar(text: string): { readonly name: string; readonly index: string | undefined } {
  const [, index, name] = /^\[(\d+)\]\.(.*)$/s.exec(text) ?? [];
  return { name: name ?? text, index };
}

function nameOn({ node }: NodeState, name: string): string {
  return node.metadata === undefined ? name : `${node.metadata.name}.${name}`;
}
