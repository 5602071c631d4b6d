import type { Definition, Shape } from "../shape/shape.ts";

/** Where each kind stands in a union; null is last. */
function rank(shape: Shape): number {
  switch (shape.kind) {
    case "boolean":
      return 0;
    case "integer":
      return 2;
    case "bigint":
      return 3;
    case "number":
      return 4;
    case "string":
      return 5;
    case "literals":
      return { boolean: 1, integer: 2, bigint: 3, number: 4, string: 6 }[shape.base];
    case "datetime":
      return 7;
    case "file":
      return 8;
    case "array":
      return 9;
    case "record":
      return 10;
    case "struct":
    case "reference":
      return 11;
    case "union":
    case "untyped":
    case "unsupported":
      return 12;
    case "null":
    case "undefined":
      return 13;
  }
}

/** The members of a union in canonical order: by kind, then by name, then by content. Equal members stand once. */
export function orderMembers(members: readonly Shape[]): readonly Shape[] {
  const keyed = members.map((shape) => ({ shape, rank: rank(shape), key: fingerprint(shape, []) }));
  keyed.sort((left, right) => left.rank - right.rank || (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return keyed.filter(({ key }, index) => key !== keyed[index - 1]?.key).map(({ shape }) => shape);
}

/** How deep definitions are looked into to tell two of one name apart. */
const fingerprintDepth = 3;

/** A text that is the same for the same content, whatever order it was read in. */
function fingerprint(shape: Shape, within: readonly Definition[]): string {
  switch (shape.kind) {
    case "array":
      return `[${fingerprint(shape.items, within)}]`;
    case "record":
      return `{*:${fingerprint(shape.values, within)}}`;
    case "union":
      return shape.members
        .map((member) => fingerprint(member, within))
        .sort()
        .join("|");
    case "reference": {
      const { name } = shape.definition;
      if (within.includes(shape.definition) || within.length >= fingerprintDepth) return name;
      return `${name}=${fingerprint(shape.definition.shape, [...within, shape.definition])}`;
    }
    case "struct": {
      const fields = shape.fields.map(
        (field) =>
          `${JSON.stringify(field.name)}${field.optional ? "?" : ""}:${fingerprint(field.shape, within)}${JSON.stringify(field.annotations)}`,
      );
      return `${shape.title ?? ""}{${fields.join(",")}}`;
    }
    case "literals":
      return `${shape.name ?? ""}${shape.base}${JSON.stringify(shape.values)}`;
    case "file":
      return `file(${shape.format})`;
    default:
      return shape.kind;
  }
}
