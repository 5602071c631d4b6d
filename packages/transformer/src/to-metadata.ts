import type { DocsMetadata, MetadataKind, MetadataV1 } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import type { Identity } from "./calls/read-identity.ts";
import { type DocComment, firstParagraph } from "./docs/doc-comment.ts";
import { toVariablesSchema } from "./schema/index.ts";
import type { InputsRead, OutputsRead } from "./signature/signature.ts";

/** Everything that was read of one call. */
export interface CallRead {
  readonly kind: MetadataKind;
  readonly call: ts.CallExpression;
  readonly identity: Identity;
  readonly comments: readonly DocComment[];
  readonly inputs: InputsRead;
  readonly outputs: OutputsRead;
}

/** Puts the metadata of a call together. Keys stand in the order of the contract. */
export function toMetadata({ kind, call, identity, comments, inputs, outputs }: CallRead): MetadataV1 {
  const file = call.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(call.getStart(file));
  const docs = toDocs(comments);
  return {
    version: 1,
    kind,
    module: identity.module,
    name: identity.name,
    source: { file: identity.file, line: line + 1, column: character + 1 },
    ...(docs === undefined ? {} : { docs }),
    inputStyle: inputs.style,
    outputStyle: outputs.style,
    inputs: toVariablesSchema(inputs.variables),
    outputs: toVariablesSchema(outputs.variables),
  };
}

/** The metadata as it stands in the code: JSON on one line, which is an object literal as well. */
export function printMetadata(metadata: MetadataV1): string {
  // Old tools take these two for line ends inside a string.
  return JSON.stringify(metadata).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function toDocs(comments: readonly DocComment[]): DocsMetadata | undefined {
  const long = comments.map(({ description }) => description).find((description) => description !== "");
  if (long === undefined) return undefined;
  const short = firstParagraph(long);
  return long === short ? { short } : /\n[ \t]*\n/.test(long) ? { short, long } : { short };
}
