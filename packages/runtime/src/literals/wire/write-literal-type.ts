import type { LiteralType, SimpleType } from "../../model/index.ts";
import type { WireWriter } from "./wire-writer.ts";
import { writeStruct } from "./write-struct.ts";

/** flyteidl's numbers of the simple types. */
export const simpleTypes: readonly SimpleType[] = [
  "none",
  "integer",
  "float",
  "string",
  "boolean",
  "datetime",
  "duration",
  "binary",
  "error",
  "struct",
];

/** Writes the fields of a `core.LiteralType`. */
export function writeLiteralType(out: WireWriter, type: LiteralType): void {
  writeStructure(out, type);
  if (type.kind === "union") writeUnion(out, type.variants);
  if (type.annotation !== undefined) {
    const end = out.size;
    const structEnd = out.size;
    writeStruct(out, type.annotation);
    out.close(1, structEnd);
    out.close(9, end);
  }
  if (type.kind === "structured-dataset") writeNested(out, 8, () => writeDatasetType(out, type));
  if (type.kind === "enum") writeNested(out, 7, () => writeStrings(out, 1, type.values));
  const { metadata } = type;
  if (metadata !== undefined) writeNested(out, 6, () => writeStruct(out, metadata));
  if (type.kind === "blob") writeNested(out, 5, () => writeBlobType(out, type));
  if (type.kind === "map") writeNested(out, 4, () => writeLiteralType(out, type.valueType));
  if (type.kind === "collection") writeNested(out, 3, () => writeLiteralType(out, type.elementType));
  if (type.kind === "simple") out.integer(1, simpleTypes.indexOf(type.simple));
}

/** Writes the fields of a `core.BlobType`. */
export function writeBlobType(
  out: WireWriter,
  type: { readonly format: string; readonly dimensionality: "single" | "multipart" },
): void {
  if (type.dimensionality === "multipart") out.integer(2, 1);
  if (type.format !== "") out.string(1, type.format);
}

/** Writes the fields of a `core.StructuredDatasetType`. */
export function writeDatasetType(out: WireWriter, type: LiteralType & { readonly kind: "structured-dataset" }): void {
  if (type.format !== "") out.string(2, type.format);
  for (const column of [...type.columns].reverse()) {
    const end = out.size;
    writeNested(out, 2, () => writeLiteralType(out, column.literalType));
    if (column.name !== "") out.string(1, column.name);
    out.close(1, end);
  }
}

function writeStructure(out: WireWriter, { structure }: LiteralType): void {
  if (structure === undefined) return;
  const end = out.size;
  const fields = structure.dataclassType ?? {};
  for (const name of Object.keys(fields).sort().reverse()) {
    const type = fields[name];
    if (type === undefined) continue;
    const entryEnd = out.size;
    writeNested(out, 2, () => writeLiteralType(out, type));
    out.string(1, name);
    out.close(2, entryEnd);
  }
  if (structure.tag !== undefined && structure.tag !== "") out.string(1, structure.tag);
  out.close(11, end);
}

function writeUnion(out: WireWriter, variants: readonly LiteralType[]): void {
  writeNested(out, 10, () => {
    for (const variant of [...variants].reverse()) writeNested(out, 1, () => writeLiteralType(out, variant));
  });
}

function writeStrings(out: WireWriter, field: number, values: readonly string[]): void {
  for (const value of [...values].reverse()) out.string(field, value);
}

function writeNested(out: WireWriter, field: number, write: () => void): void {
  const end = out.size;
  write();
  out.close(field, end);
}
