import { create } from "@bufbuild/protobuf";
import { TypedInterfaceSchema } from "../../idl/gen/flyteidl/core/interface_pb.ts";
import { type Literal, LiteralMapSchema, LiteralSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { TaskTemplate } from "../../idl/gen/flyteidl/core/tasks_pb.ts";
import { canonicalJson, digestOf } from "../messages/canonical.ts";

/**
 * What the outputs of a task are kept by: its project, domain, name, interface and cache version, and its inputs, of which one with a
 * hash counts by its hash alone. The version of the task does not count.
 */
export function cacheKey(
  { id, interface: variables, metadata }: TaskTemplate,
  version: string,
  inputs: { readonly [name: string]: Literal },
): string {
  const ignored = new Set(metadata?.cacheIgnoreInputVars);
  const literals = Object.entries(inputs)
    .filter(([name]) => !ignored.has(name))
    .map(([name, literal]) => [name, hashable(literal)] as const);
  return digestOf([
    id?.project ?? "",
    id?.domain ?? "",
    id?.name ?? "",
    version,
    variables === undefined ? null : canonicalJson(TypedInterfaceSchema, variables),
    canonicalJson(LiteralMapSchema, create(LiteralMapSchema, { literals: Object.fromEntries(literals) })),
  ]);
}

/** The literal with hashes in the place of everything that has one. */
function hashable(literal: Literal): Literal {
  if (literal.hash !== "") return create(LiteralSchema, { hash: literal.hash });
  const { value } = literal;
  if (value.case === "collection") {
    return create(LiteralSchema, {
      value: { case: "collection", value: { literals: value.value.literals.map(hashable) } },
    });
  }
  if (value.case === "map") {
    const literals = Object.entries(value.value.literals).map(([key, item]) => [key, hashable(item)] as const);
    return create(LiteralSchema, { value: { case: "map", value: { literals: Object.fromEntries(literals) } } });
  }
  return literal;
}
