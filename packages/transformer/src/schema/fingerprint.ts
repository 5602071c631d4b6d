import type { Definition, OpenKeys, Shape } from "../shape/shape.ts";

/** How deep definitions are looked into to tell two of one name apart. */
const depth = 3;

/** A text that is the same for the same content, whatever order it was read in. */
export function fingerprint(shape: Shape, within: readonly Definition[] = []): string {
  switch (shape.kind) {
    case "array":
      return `[${fingerprint(shape.items, within)}]`;
    case "tuple": {
      const items = shape.items.map((item) => fingerprint(item, within)).join(",");
      return `[${items};${shape.required};${shape.rest === undefined ? "" : fingerprint(shape.rest, within)}]`;
    }
    case "record":
      return `{${openText(shape, within)}}`;
    case "union":
      return shape.members
        .map((member) => fingerprint(member, within))
        .sort()
        .join("|");
    case "reference": {
      const { name } = shape.definition;
      if (within.includes(shape.definition) || within.length >= depth) return name;
      return `${name}=${fingerprint(shape.definition.shape, [...within, shape.definition])}`;
    }
    case "struct": {
      const fields = shape.fields.map(
        (field) =>
          `${JSON.stringify(field.name)}${field.optional ? "?" : ""}:${fingerprint(field.shape, within)}${JSON.stringify(field.annotations)}`,
      );
      const open = shape.open === undefined ? "" : openText(shape.open, within);
      return `${shape.title ?? ""}{${fields.join(",")}${open}}`;
    }
    case "literals":
      return `${shape.name ?? ""}${shape.base}${JSON.stringify(shape.values)}`;
    case "template":
      return `/${shape.alternatives.join("|")}/`;
    case "file":
    case "directory":
      return `${shape.kind}(${shape.format})`;
    case "dataset":
      return `dataset(${shape.format},${shape.columns === undefined ? "" : fingerprint(shape.columns, within)})`;
    case "codec":
      return `codec(${shape.name})`;
    default:
      return shape.kind;
  }
}

function openText({ values, patterns }: OpenKeys, within: readonly Definition[]): string {
  const texts = patterns.map((pattern) => `/${pattern.pattern}/:${fingerprint(pattern.values, within)}`);
  return [...texts, ...(values === undefined ? [] : [`*:${fingerprint(values, within)}`])].join(",");
}
