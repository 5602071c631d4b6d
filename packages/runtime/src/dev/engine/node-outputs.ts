/** What nodes leave for the nodes behind them. */
import { create, fromBinary } from "@bufbuild/protobuf";
import { type Literal, type LiteralMap, LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { Alias } from "../../idl/gen/flyteidl/core/workflow_pb.ts";
import type { ObjectFolder } from "../objects/object-folder.ts";

/** Outputs that are read when somebody asks for them: what nobody asks for may be no document at all. */
export interface NodeOutputs {
  /** Where they lie; undefined where nothing was written. */
  readonly uri: string | undefined;
  /** Throws where they cannot be read. */
  read(): { readonly [name: string]: Literal };
}

/** The outputs of a node that has none. */
export const noOutputs: NodeOutputs = { uri: undefined, read: () => ({}) };

/** Outputs in a file. */
export function storedOutputs(objects: ObjectFolder, uri: string | undefined | null): NodeOutputs {
  if (uri === undefined || uri === null) return noOutputs;
  let read: { readonly [name: string]: Literal } | undefined;
  return {
    uri,
    read() {
      if (read !== undefined) return read;
      const bytes = objects.read(uri);
      if (bytes === undefined) throw new Error(`${uri} is not there`);
      try {
        read = fromBinary(LiteralMapSchema, bytes).literals;
      } catch (error) {
        throw new Error(`${uri} holds no outputs: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
      return read;
    },
  };
}

/** Literals that are there. */
export function givenOutputs(literals: { readonly [name: string]: Literal }): NodeOutputs {
  return { uri: undefined, read: () => literals };
}

/** The outputs under the names that the node gives them. */
export function aliased(outputs: NodeOutputs, aliases: readonly Alias[]): NodeOutputs {
  if (aliases.length === 0) return outputs;
  const names = new Map(aliases.map(({ var: name, alias }) => [name, alias]));
  return {
    uri: outputs.uri,
    read: () =>
      Object.fromEntries(Object.entries(outputs.read()).map(([name, value]) => [names.get(name) ?? name, value])),
  };
}

/** Literals as a message. */
export function literalMap(literals: { readonly [name: string]: Literal }): LiteralMap {
  return create(LiteralMapSchema, { literals: { ...literals } });
}
