import type { Json, JsonObject } from "../../metadata/index.ts";
import type { WireWriter } from "./wire-writer.ts";

/** Writes the fields of a `google.protobuf.Struct`, sorted by key. */
export function writeStruct(out: WireWriter, struct: JsonObject): void {
  for (const key of Object.keys(struct).sort().reverse()) {
    const end = out.size;
    const valueEnd = out.size;
    writeValue(out, struct[key] ?? null);
    out.close(2, valueEnd);
    out.string(1, key);
    out.close(1, end);
  }
}

function writeValue(out: WireWriter, value: Json): void {
  if (value === null) out.integer(1, 0);
  else if (typeof value === "number") out.double(2, value);
  else if (typeof value === "string") out.string(3, value);
  else if (typeof value === "boolean") out.boolean(4, value);
  else if (isList(value)) {
    const end = out.size;
    for (let index = value.length - 1; index >= 0; index--) {
      const itemEnd = out.size;
      writeValue(out, value[index] ?? null);
      out.close(1, itemEnd);
    }
    out.close(6, end);
  } else {
    const end = out.size;
    writeStruct(out, value);
    out.close(5, end);
  }
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
