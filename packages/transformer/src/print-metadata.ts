import type {
  DocsMetadata,
  MetadataKind,
  MetadataV1,
  SourceMetadata,
  ValueMetadataV1,
} from "@tsflyte/runtime/metadata";
import type ts from "typescript";
import type { Identity } from "./calls/read-identity.ts";
import { type DocComment, firstParagraph } from "./docs/doc-comment.ts";
import { printVariables } from "./schema/index.ts";
import type { InputsRead, OutputsRead } from "./signature/signature.ts";

/** Everything that was read of a call that makes an entity. */
export interface EntityRead {
  readonly kind: MetadataKind;
  /** What is said to be the place of the call. */
  readonly node: ts.Node;
  readonly identity: Identity;
  readonly comments: readonly DocComment[];
  readonly inputs: InputsRead;
  readonly outputs: OutputsRead;
}

/** Everything that was read of a call that takes one value. */
export interface ValueRead {
  readonly node: ts.Node;
  /** Path of the file from the source root. */
  readonly file: string;
  readonly outputs: OutputsRead;
}

/**
 * Prints the metadata of an entity as it stands in the code: JSON on one line, which is an object literal as well. Keys
 * stand in the order of the contract.
 */
export function printMetadata({ kind, node, identity, comments, inputs, outputs }: EntityRead): string {
  const docs = toDocs(comments);
  const head: Omit<MetadataV1, "inputs" | "outputs"> = {
    version: 1,
    kind,
    module: identity.module,
    name: identity.name,
    source: toSource(identity.file, node),
    ...(docs === undefined ? {} : { docs }),
    inputStyle: inputs.style,
    outputStyle: outputs.style,
  };
  return printLiteral(head, { inputs, outputs });
}

/** Prints the metadata of one value in the same way. */
export function printValueMetadata({ node, file, outputs }: ValueRead): string {
  const head: Omit<ValueMetadataV1, "outputs"> = { version: 1, kind: "value", source: toSource(file, node) };
  return printLiteral(head, { outputs });
}

function printLiteral(head: object, variables: { readonly [key: string]: InputsRead | OutputsRead }): string {
  const schemas = Object.entries(variables).map(([key, read]) => `"${key}":${printVariables(read.variables)}`);
  const text = `${JSON.stringify(head).slice(0, -1)},${schemas.join(",")}}`;
  // Old tools take these two for line ends inside a string.
  return text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function toSource(file: string, node: ts.Node): SourceMetadata {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file, line: line + 1, column: character + 1 };
}

function toDocs(comments: readonly DocComment[]): DocsMetadata | undefined {
  const long = comments.map(({ description }) => description).find((description) => description !== "");
  if (long === undefined) return undefined;
  const short = firstParagraph(long);
  return long === short ? { short } : /\n[ \t]*\n/.test(long) ? { short, long } : { short };
}
