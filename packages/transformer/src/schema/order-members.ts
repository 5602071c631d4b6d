import type { Shape, Struct } from "../shape/shape.ts";
import { fingerprint } from "./fingerprint.ts";

/** Where each kind stands in a union; null is last. */
const ranks: Readonly<Record<Exclude<Shape["kind"], "literals">, number>> = {
  boolean: 0,
  integer: 2,
  bigint: 3,
  number: 4,
  string: 5,
  template: 6,
  datetime: 8,
  instant: 9,
  date: 10,
  duration: 11,
  url: 12,
  bytes: 13,
  file: 14,
  directory: 15,
  dataset: 16,
  error: 16,
  codec: 17,
  array: 18,
  tuple: 19,
  record: 20,
  struct: 21,
  reference: 21,
  union: 22,
  untyped: 22,
  unsupported: 22,
  null: 23,
  undefined: 23,
};

const literalRanks = { boolean: 1, integer: 2, bigint: 3, number: 4, string: 7 } as const;

interface Keyed {
  readonly shape: Shape;
  readonly rank: number;
  /** What the discriminator says, where the structs of the union have one. */
  readonly tag: string | number | undefined;
  readonly name: string;
  /** Made only where nothing else tells two members apart. */
  content: string | undefined;
}

/**
 * The members of a union in canonical order: by kind, then structs by the value of their discriminator, then by name, then
 * by content. Equal members stand once.
 */
export function orderMembers(members: readonly Shape[]): readonly Shape[] {
  if (members.length < 2) return members;
  const discriminator = findDiscriminator(members);
  const keyed: Keyed[] = members.map((shape) => ({
    shape,
    rank: shape.kind === "literals" ? literalRanks[shape.base] : ranks[shape.kind],
    tag: discriminator === undefined ? undefined : readTag(shape, discriminator),
    name: nameOf(shape),
    content: undefined,
  }));
  keyed.sort(compare);
  return keyed
    .filter((member, index) => {
      const previous = keyed[index - 1];
      return previous === undefined || compare(previous, member) !== 0;
    })
    .map(({ shape }) => shape);
}

function compare(left: Keyed, right: Keyed): number {
  return (
    left.rank - right.rank ||
    compareTags(left.tag, right.tag) ||
    compareTexts(left.name, right.name) ||
    (left.shape === right.shape ? 0 : compareTexts(contentOf(left), contentOf(right)))
  );
}

function compareTags(left: string | number | undefined, right: string | number | undefined): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right);
  const order = (tag: string | number | undefined) => (typeof tag === "number" ? 0 : tag === undefined ? 2 : 1);
  return order(left) - order(right);
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function contentOf(member: Keyed): string {
  member.content ??= fingerprint(member.shape);
  return member.content;
}

/** The name that a member has at first sight; one without stands behind those that have one. */
function nameOf(shape: Shape): string {
  if (shape.kind === "reference") return shape.definition.name;
  return shape.kind === "struct" ? (shape.title ?? "{") : "";
}

/**
 * The property that tells the structs of a union apart: each has it, with a literal of its own. Of several the first by
 * name.
 */
function findDiscriminator(members: readonly Shape[]): string | undefined {
  const structs = members.flatMap((member) => structOf(member) ?? []);
  const [first, ...others] = structs;
  if (first === undefined || others.length === 0) return undefined;
  const names = first.fields.filter(({ shape }) => literalOf(shape) !== undefined).map(({ name }) => name);
  return names.sort().find((name) => {
    const tags = structs.map((struct) => tagOf(struct, name));
    return !tags.includes(undefined) && new Set(tags).size === tags.length;
  });
}

function structOf(shape: Shape): Struct | undefined {
  const target = shape.kind === "reference" ? shape.definition.shape : shape;
  return target.kind === "struct" ? target : undefined;
}

function readTag(shape: Shape, discriminator: string): string | number | undefined {
  const struct = structOf(shape);
  return struct === undefined ? undefined : tagOf(struct, discriminator);
}

function tagOf(struct: Struct, name: string): string | number | undefined {
  const field = struct.fields.find((candidate) => candidate.name === name);
  return field === undefined || field.optional ? undefined : literalOf(field.shape);
}

function literalOf(shape: Shape): string | number | undefined {
  if (shape.kind !== "literals" || shape.values.length !== 1) return undefined;
  const [value] = shape.values;
  return typeof value === "boolean" ? String(value) : typeof value === "object" ? undefined : value;
}
