import type ts from "typescript";
import { openCodecName, openFormat } from "../diagnostics/index.ts";
import { type Mark, readMark } from "./marks.ts";
import type { Reader } from "./reader.ts";
import { type Shape, unsupported } from "./shape.ts";

/** Reads a type that the runtime marks as one of its own; undefined for an ordinary type. */
export function readMarked(reader: Reader, type: ts.Type): Shape | undefined {
  const mark = readMark(reader.context, type);
  if (mark === undefined) return undefined;
  const text = () => reader.context.checker.typeToString(type);
  switch (mark.kind) {
    case "integer":
    case "error":
      return { kind: mark.kind };
    // As a value it is the struct that it names.
    case "outputs":
      return undefined;
    case "codec":
      return mark.name === undefined ? unsupported(openCodecName(text())) : { kind: "codec", name: mark.name };
    case "file":
    case "directory":
      return mark.format === undefined
        ? unsupported(openFormat(type.symbol.name))
        : { kind: mark.kind, format: mark.format };
    case "dataset":
      return mark.format === undefined
        ? unsupported(openFormat(type.symbol.name))
        : readDataset(reader, mark, mark.format);
  }
}

function readDataset(reader: Reader, { columns }: Extract<Mark, { kind: "dataset" }>, format: string): Shape {
  if (columns === undefined || saysNothing(reader, columns)) return { kind: "dataset", format };
  return { kind: "dataset", format, columns: reader.read(columns) };
}

/** Whether a type names no column: `unknown`, `object`, `{}`, `Record<string, unknown>`. */
function saysNothing({ context: { ts, checker } }: Reader, type: ts.Type): boolean {
  const { Any, Unknown, NonPrimitive, Object: ObjectType } = ts.TypeFlags;
  if ((type.flags & (Any | Unknown | NonPrimitive)) !== 0) return true;
  if ((type.flags & ObjectType) === 0 || checker.getPropertiesOfType(type).length > 0) return false;
  return checker.getIndexInfosOfType(type).every((index) => (index.type.flags & (Any | Unknown)) !== 0);
}
