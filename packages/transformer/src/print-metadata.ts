import type { DocsMetadata, MetadataKind, MetadataV1 } from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import type { Identity } from "./calls/read-identity.ts";
import { type DocComment, firstParagraph } from "./docs/doc-comment.ts";
import { printVariables } from "./schema/index.ts";
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

/**
 * Prints the metadata of a call as it stands in the code: JSON on one line, which is an object literal as well. Keys stand
 * in the order of the contract.
 */
export function printMetadata({ kind, call, identity, comments, inputs, outputs }: CallRead): string {
  const file = call.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(call.getStart(file));
  const docs = toDocs(comments);
  const head: Omit<MetadataV1, "inputs" | "outputs"> = {
    version: 1,
    kind,
    module: identity.module,
    name: identity.name,
    source: { file: identity.file, line: line + 1, column: character + 1 },
    ...(docs === undefined ? {} : { docs }),
    inputStyle: inputs.style,
    outputStyle: outputs.style,
  };
  const schemas = `"inputs":${printVariables(inputs.variables)},"outputs":${printVariables(outputs.variables)}`;
  const text = `${JSON.stringify(head).slice(0, -1)},${schemas}}`;
  // Old tools take these two for line ends inside a string.
  return text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function toDocs(comments: readonly DocComment[]): DocsMetadata | undefined {
  const long = comments.map(({ description }) => description).find((description) => description !== "");
  if (long === undefined) return undefined;
  const short = firstParagraph(long);
  return long === short ? { short } : /\n[ \t]*\n/.test(long) ? { short, long } : { short };
}
