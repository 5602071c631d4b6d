import type { Literal, LiteralType } from "../../model/index.ts";
import { readBlobType, readDatasetType } from "./read-literal-type.ts";
import type { WireReader } from "./wire-reader.ts";

/** Reads a `core.Blob`. */
export function readBlob(reader: WireReader, end: number): Literal {
  let uri = "";
  let type: LiteralType & { readonly kind: "blob" } = { kind: "blob", format: "", dimensionality: "single" };
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x1a) uri = reader.string(end);
    else if (tag === 0x0a) type = reader.message(end, readBlobMetadata) ?? type;
    else reader.skip(tag, end);
  }
  return { kind: "blob", uri, format: type.format, dimensionality: type.dimensionality };
}

function readBlobMetadata(reader: WireReader, end: number): (LiteralType & { readonly kind: "blob" }) | undefined {
  let type: (LiteralType & { readonly kind: "blob" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) type = reader.message(end, readBlobType);
    else reader.skip(tag, end);
  }
  return type;
}

/** Reads a `core.StructuredDataset`. */
export function readDataset(reader: WireReader, end: number): Literal {
  let uri = "";
  let type: (LiteralType & { readonly kind: "structured-dataset" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) uri = reader.string(end);
    else if (tag === 0x12) type = reader.message(end, readDatasetMetadata);
    else reader.skip(tag, end);
  }
  return { kind: "structured-dataset", uri, ...(type === undefined ? {} : { type }) };
}

function readDatasetMetadata(
  reader: WireReader,
  end: number,
): (LiteralType & { readonly kind: "structured-dataset" }) | undefined {
  let type: (LiteralType & { readonly kind: "structured-dataset" }) | undefined;
  while (reader.at < end) {
    const tag = reader.tag(end);
    if (tag === 0x0a) type = reader.message(end, readDatasetType);
    else reader.skip(tag, end);
  }
  return type;
}
