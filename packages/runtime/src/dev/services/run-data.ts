import { create, fromBinary } from "@bufbuild/protobuf";
import { type LiteralMap, LiteralMapSchema } from "../../idl/gen/flyteidl/core/literals_pb.ts";
import type { ControlPlane } from "../control-plane.ts";
import { linkTo } from "./data-blob.ts";

/** What a node or task was given, and what it gave. */
export interface RunData {
  readonly fullInputs: LiteralMap;
  readonly fullOutputs: LiteralMap;
  readonly inputs?: { readonly url: string; readonly bytes: bigint };
  readonly outputs?: { readonly url: string; readonly bytes: bigint };
}

/** Reads the data of a node or task from its files. */
export function runData(plane: ControlPlane, inputUri: string, outputUri: string | null): RunData {
  const inputs = readLiterals(plane, inputUri);
  const outputs = readLiterals(plane, outputUri);
  return {
    fullInputs: inputs?.literals ?? create(LiteralMapSchema),
    fullOutputs: outputs?.literals ?? create(LiteralMapSchema),
    ...(inputs === undefined ? {} : { inputs: inputs.blob }),
    ...(outputs === undefined ? {} : { outputs: outputs.blob }),
  };
}

/** The literals in a file, with a link to it; undefined where there is none, or where it holds something else. */
export function readLiterals(
  plane: Pick<ControlPlane, "objects" | "links">,
  uri: string | null,
): { readonly literals: LiteralMap; readonly blob: { readonly url: string; readonly bytes: bigint } } | undefined {
  const bytes = uri === null || uri === "" ? undefined : plane.objects.read(uri);
  if (uri === null || bytes === undefined) return undefined;
  try {
    const literals = fromBinary(LiteralMapSchema, bytes);
    return { literals, blob: { url: linkTo(plane, uri), bytes: BigInt(bytes.length) } };
  } catch {
    // What a task left there may be anything; whoever reads it is told that there is nothing.
    return undefined;
  }
}
