import type { Instant, Literal, LiteralMap } from "../../model/index.ts";
import type { WireWriter } from "./wire-writer.ts";
import { writeBlobType, writeDatasetType, writeLiteralType } from "./write-literal-type.ts";
import { writeStruct } from "./write-struct.ts";

/** Writes the fields of a `core.LiteralMap`, sorted by key, so that equal maps are equal bytes. */
export function writeLiteralMap(out: WireWriter, literals: LiteralMap): void {
  const keys = Object.keys(literals).sort();
  for (let index = keys.length - 1; index >= 0; index--) {
    const key = keys[index] as string;
    const end = out.size;
    writeLiteral(out, literals[key] as Literal);
    out.close(2, end);
    out.string(1, key);
    out.close(1, end);
  }
}

/** Writes the fields of a `core.Literal`. */
export function writeLiteral(out: WireWriter, literal: Literal): void {
  if (literal.kind === "offloaded") writeOffloaded(out, literal);
  if (literal.metadata !== undefined) writeFacts(out, literal.metadata);
  if (literal.hash !== undefined && literal.hash !== "") out.string(4, literal.hash);
  const end = out.size;
  switch (literal.kind) {
    case "collection": {
      const { literals } = literal;
      for (let index = literals.length - 1; index >= 0; index--) {
        const itemEnd = out.size;
        writeLiteral(out, literals[index] as Literal);
        out.close(1, itemEnd);
      }
      out.close(2, end);
      break;
    }
    case "map":
      writeLiteralMap(out, literal.literals);
      out.close(3, end);
      break;
    case "offloaded":
      break;
    default:
      writeScalar(out, literal);
      out.close(1, end);
  }
}

/** Writes the fields of a `core.Scalar`. */
function writeScalar(out: WireWriter, scalar: Exclude<Literal, { kind: "collection" | "map" | "offloaded" }>): void {
  const end = out.size;
  switch (scalar.kind) {
    case "integer":
      out.integer(1, scalar.value);
      out.close(1, end);
      break;
    case "float":
      out.double(2, scalar.value);
      out.close(1, end);
      break;
    case "string":
      out.string(3, scalar.value);
      out.close(1, end);
      break;
    case "boolean":
      out.boolean(4, scalar.value);
      out.close(1, end);
      break;
    case "datetime":
    case "duration":
      writeInstant(out, scalar.value);
      out.close(scalar.kind === "datetime" ? 5 : 6, end);
      out.close(1, end);
      break;
    case "none":
      out.close(5, end);
      break;
    case "binary":
      if (scalar.tag !== "") out.string(2, scalar.tag);
      if (scalar.value.length > 0) out.bytes(1, scalar.value);
      out.close(3, end);
      break;
    case "blob":
      writeBlob(out, scalar);
      break;
    case "error":
      if (scalar.message !== "") out.string(2, scalar.message);
      if (scalar.failedNodeId !== "") out.string(1, scalar.failedNodeId);
      out.close(6, end);
      break;
    case "generic":
      writeStruct(out, scalar.value);
      out.close(7, end);
      break;
    case "structured-dataset":
      writeDataset(out, scalar);
      break;
    case "union":
      writeLiteralType(out, scalar.type);
      out.close(2, end);
      writeUnionValue(out, scalar.value);
      out.close(9, end);
      break;
    default:
      scalar satisfies never;
  }
}

/** Writes the fields of a `google.protobuf.Timestamp` or `Duration`. */
export function writeInstant(out: WireWriter, { seconds, nanos }: Instant): void {
  if (nanos !== 0) out.integer(2, nanos);
  if (seconds !== 0n) out.integer(1, seconds);
}

function writeUnionValue(out: WireWriter, value: Literal): void {
  const end = out.size;
  writeLiteral(out, value);
  out.close(1, end);
}

function writeBlob(out: WireWriter, blob: Literal & { readonly kind: "blob" }): void {
  const end = out.size;
  if (blob.uri !== "") out.string(3, blob.uri);
  const metadataEnd = out.size;
  writeBlobType(out, blob);
  out.close(1, metadataEnd);
  out.close(1, metadataEnd);
  out.close(2, end);
}

function writeDataset(out: WireWriter, dataset: Literal & { readonly kind: "structured-dataset" }): void {
  const end = out.size;
  if (dataset.type !== undefined) {
    writeDatasetType(out, dataset.type);
    out.close(1, end);
    out.close(2, end);
  }
  if (dataset.uri !== "") out.string(1, dataset.uri);
  out.close(8, end);
}

function writeOffloaded(out: WireWriter, literal: Literal & { readonly kind: "offloaded" }): void {
  const end = out.size;
  if (literal.inferredType !== undefined) {
    writeLiteralType(out, literal.inferredType);
    out.close(3, end);
  }
  if (literal.sizeBytes !== 0n) out.integer(2, literal.sizeBytes);
  if (literal.uri !== "") out.string(1, literal.uri);
  out.close(8, end);
}

function writeFacts(out: WireWriter, facts: { readonly [key: string]: string }): void {
  for (const key of Object.keys(facts).sort().reverse()) {
    const end = out.size;
    out.string(2, facts[key] ?? "");
    out.string(1, key);
    out.close(5, end);
  }
}
