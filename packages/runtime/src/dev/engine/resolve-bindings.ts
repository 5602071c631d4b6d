/** Bindings of nodes to the outputs of others, as the platform resolves them. */
import { create, fromBinary } from "@bufbuild/protobuf";
import {
  type Binding,
  type BindingData,
  type Literal,
  LiteralCollectionSchema,
  LiteralMapSchema,
  LiteralSchema,
} from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { OutputReference } from "../../idl/gen/flyteidl/core/types_pb.ts";
import { literalFromIdl, literalToIdl } from "../../idl/index.ts";
import { resolveAttrPath } from "../../literals/index.ts";
import { startNodeId } from "../compiler/graph-state.ts";
import type { ObjectFolder } from "../objects/object-folder.ts";
import type { NodeOutputs } from "./node-outputs.ts";

/** What bindings refer to. */
export interface ResolveScope {
  /** By node id; the workflow's inputs stand under `start-node`. */
  readonly outputs: ReadonlyMap<string, NodeOutputs>;
  readonly objects: ObjectFolder;
}

/** The literals of bindings. Throws where one cannot be had; inputs of the workflow that were not given are left out. */
export function resolveBindings(bindings: readonly Binding[], scope: ResolveScope): { [name: string]: Literal } {
  const literals: { [name: string]: Literal } = {};
  for (const { var: name, binding } of bindings) {
    const literal = binding === undefined ? undefined : resolve(binding, scope);
    if (literal !== undefined) literals[name] = literal;
  }
  return literals;
}

function resolve({ value }: BindingData, scope: ResolveScope): Literal | undefined {
  switch (value.case) {
    case "scalar":
      return create(LiteralSchema, { value: { case: "scalar", value: value.value } });
    case "collection": {
      const literals = value.value.bindings.flatMap((item) => resolve(item, scope) ?? []);
      return create(LiteralSchema, {
        value: { case: "collection", value: create(LiteralCollectionSchema, { literals }) },
      });
    }
    case "map": {
      const entries = Object.entries(value.value.bindings).flatMap(([key, item]) => {
        const literal = resolve(item, scope);
        return literal === undefined ? [] : [[key, literal] as const];
      });
      const literals = Object.fromEntries(entries);
      return create(LiteralSchema, { value: { case: "map", value: create(LiteralMapSchema, { literals }) } });
    }
    case "promise":
      return resolvePromise(value.value, scope);
    case "offloadedMetadata":
      return create(LiteralSchema, { value: { case: "offloadedMetadata", value: value.value } });
    case undefined:
      return undefined;
  }
}

function resolvePromise(promise: OutputReference, { outputs, objects }: ResolveScope): Literal | undefined {
  const nodeId = promise.nodeId === "" ? startNodeId : promise.nodeId;
  const source = outputs.get(nodeId);
  if (source === undefined) throw new Error(`node [${nodeId}] has no outputs`);
  const [, index, element] = /^\[(\d+)\]\.(.*)$/s.exec(promise.var) ?? [];
  const name = element ?? promise.var;
  const literals = source.read();
  let literal = Object.hasOwn(literals, name) ? literals[name] : undefined;
  if (literal === undefined) {
    if (nodeId === startNodeId) return undefined;
    throw new Error(`output [${name}] is not among the outputs of node [${nodeId}]`);
  }
  const needsContent = index !== undefined || promise.attrPath.length > 0;
  if (needsContent && literal.value.case === "offloadedMetadata") literal = readOffloaded(literal, objects);
  if (index !== undefined) {
    const item: Literal | undefined =
      literal.value.case === "collection" ? literal.value.value.literals[Number(index)] : undefined;
    if (item === undefined) throw new Error(`output [${name}] of node [${nodeId}] has no element ${index}`);
    literal = item;
  }
  if (promise.attrPath.length === 0) return literal;
  const path = promise.attrPath.map(({ value }) => value.value ?? "");
  const part = resolveAttrPath(literalFromIdl(literal), path, `output "${name}" of node ${nodeId}`);
  return literalToIdl(part);
}

/** The content of a literal that lies in a file of its own; others are what they are. */
export function readOffloaded(literal: Literal, objects: ObjectFolder): Literal {
  if (literal.value.case !== "offloadedMetadata") return literal;
  const { uri } = literal.value.value;
  const bytes = objects.read(uri);
  if (bytes === undefined) throw new Error(`the offloaded literal ${uri} is not there`);
  return fromBinary(LiteralSchema, bytes);
}
