import type { Literal, LiteralType } from "../../model/index.ts";
import { typeKey } from "../../types/index.ts";
import { type Codec, type Decoding, type Encoding, noLiteral, type TypedCodec } from "../codec.ts";
import { describeLiteral, describePacked, describeValue } from "../describe-value.ts";
import { PackedMap } from "../msgpack/packed.ts";
import { type Discriminator, findDiscriminator } from "./discriminator.ts";
import { openLiteral } from "./primitive.ts";
import { isObjectValue } from "./record.ts";

/**
 * A union: structs by the field that tells them apart, else the first variant that takes the value, in the canonical
 * order of the schema. In a literal the value is wrapped with its variant's type; in a struct it stands bare, and so may
 * literals that others wrote. What a struct's bytes do not tell apart is read as the first variant that they fit: `5` of
 * `Int | bigint` as an `Int`, a text of `string | URL` as a string.
 */
export function unionCodec(variants: readonly TypedCodec[]): Codec {
  const codecs = variants.map((variant) => variant.codec);
  const expected = listExpected(codecs.map((codec) => codec.expected));

  // The wire reader gives equal types of one document as one object.
  let known: { readonly type: LiteralType; readonly order: readonly Codec[] }[] = [];
  const orderOf = (type: LiteralType): readonly Codec[] => {
    const found = known.find((item) => item.type === type);
    if (found !== undefined) return found.order;
    const order = variantsOfType(variants, type);
    known = [...known.slice(-7), { type, order }];
    return order;
  };

  let discriminator: Discriminator | undefined | null = null;
  // On first use: variants that contain the union cannot be asked anything before it is complete.
  const discriminatorOf = (): Discriminator | undefined => {
    if (discriminator === null) discriminator = findDiscriminator(codecs);
    return discriminator;
  };
  /** The variant that takes a value; undefined where the problems say why there is none. */
  const variantFor = (value: unknown, run: Encoding, attempt: (codec: Codec) => void): number | undefined => {
    const found = isObjectValue(value) ? discriminatorOf() : undefined;
    if (found !== undefined) {
      const { field } = found;
      const given = Object.hasOwn(value as object, field)
        ? (value as { readonly [key: string]: unknown })[field]
        : undefined;
      const index = found.variants.get(given);
      if (index === undefined) refuseField(found, given === undefined ? "nothing" : describeValue(given), run);
      return index;
    }
    const index = firstThatTakes(codecs, value, run, attempt);
    if (index === undefined) refuse(codecs, value, expected, run, attempt);
    return index;
  };

  const readTagged = (literal: Literal & { readonly kind: "union" }, run: Decoding): unknown => {
    const stored = literal.value;
    const order = orderOf(literal.type);
    return readFirst(
      order,
      run,
      (codec) => codec.decode(stored, run),
      () => describeLiteral(stored),
      expected,
    );
  };

  const codec: Codec = {
    expected,
    exact: false,
    takes: (value) => codecs.some((codec) => codec.takes(value)),
    takesPacked: (packed) => codecs.some((codec) => codec.takesPacked(packed)),
    encode(value, run) {
      const index = variantFor(value, run, (codec) => codec.encode(value, run));
      if (index === undefined) return noLiteral;
      const chosen = variants[index] as TypedCodec;
      return { kind: "union", value: chosen.codec.encode(value, run), type: chosen.type };
    },
    pack(value, run) {
      const index = variantFor(value, run, (codec) => codec.pack(value, run));
      if (index !== undefined) (codecs[index] as Codec).pack(value, run);
    },
    decode(literal, run) {
      if (literal.kind === "union") return readTagged(literal, run);
      const inner = openLiteral(literal);
      if (inner?.kind === "packed") return codec.unpack(inner.packed, run);
      return readFirst(
        codecs,
        run,
        (codec) => codec.decode(literal, run),
        () => describeLiteral(literal),
        expected,
      );
    },
    unpack(packed, run) {
      const found = packed instanceof PackedMap ? discriminatorOf() : undefined;
      const at = packed instanceof PackedMap && found !== undefined ? packed.keys.indexOf(found.field) : -1;
      if (found !== undefined && at >= 0) {
        const given = (packed as PackedMap).values[at];
        const index = found.variants.get(given);
        if (index !== undefined) return (codecs[index] as Codec).unpack(packed, run);
      }
      const taking = codecs.filter((codec) => codec.takesPacked(packed));
      // A text may spell a value that JSON has no form for.
      const fitting = taking.length === 0 ? codecs : taking;
      const claimed = fitting.filter((codec) => codec.claims?.(packed));
      const order = claimed.length === 0 ? fitting : claimed;
      return readFirst(
        order,
        run,
        (codec) => codec.unpack(packed, run),
        () => describePacked(packed),
        expected,
      );
    },
  };
  return codec;
}

function refuseField({ field, expected }: Discriminator, got: string, run: Encoding): void {
  const mark = run.problems.count;
  run.problems.add(expected, got);
  run.problems.prefix(mark, field);
}

/**
 * The index of the variant to write. A look at the surface decides where it can: among several objects or arrays each is
 * tried, and a single candidate is not, because whatever it finds wrong is what there is to say.
 */
function firstThatTakes(
  codecs: readonly Codec[],
  value: unknown,
  run: Encoding,
  attempt: (codec: Codec) => void,
): number | undefined {
  let only: number | undefined;
  for (let index = 0; index < codecs.length; index++) {
    const codec = codecs[index] as Codec;
    if (!codec.takes(value)) continue;
    if (codec.exact && only === undefined) return index;
    if (only !== undefined) return firstThatFits(codecs, value, run, attempt);
    only = index;
  }
  return only;
}

function firstThatFits(
  codecs: readonly Codec[],
  value: unknown,
  run: Encoding,
  attempt: (codec: Codec) => void,
): number | undefined {
  const start = { problems: run.problems.count, out: run.out.mark, outbox: run.outbox.mark };
  for (let index = 0; index < codecs.length; index++) {
    const codec = codecs[index] as Codec;
    if (!codec.takes(value)) continue;
    attempt(codec);
    const fits = run.problems.count === start.problems;
    run.problems.rewind(start.problems);
    run.out.rewind(start.out);
    run.outbox.rewind(start.outbox);
    if (fits) return index;
  }
  return undefined;
}

function refuse(
  codecs: readonly Codec[],
  value: unknown,
  expected: string,
  run: Encoding,
  attempt: (codec: Codec) => void,
): void {
  const near = codecs.filter((codec) => codec.takes(value));
  const [only] = near;
  if (only !== undefined && near.length === 1) attempt(only);
  else run.problems.add(expected, describeValue(value));
}

/** First without fields that a struct does not have, then with them: two structs may differ in one field only. */
function readFirst(
  order: readonly Codec[],
  run: Decoding,
  read: (codec: Codec) => unknown,
  describe: () => string,
  expected: string,
): unknown {
  const mark = run.problems.count;
  const strict = run.strict;
  const [only] = order;
  if (only !== undefined && order.length === 1) return read(only);
  for (const trial of strict ? [true] : [true, false]) {
    for (const codec of order) {
      run.strict = trial;
      const value = read(codec);
      run.strict = strict;
      if (run.problems.count === mark) return value;
      run.problems.rewind(mark);
    }
  }
  run.problems.add(expected, describe());
  return undefined;
}

/** The variants that a stored type names: those of the same tag, and among several the ones that look the same inside. */
function variantsOfType(variants: readonly TypedCodec[], stored: LiteralType): readonly Codec[] {
  const tag = stored.structure?.tag;
  const tagged = variants.filter(({ type }) => type.structure?.tag === tag);
  if (tagged.length === 0) return variants.map(({ codec }) => codec);
  if (tagged.length === 1) return tagged.map(({ codec }) => codec);
  const key = typeKey(stored);
  const alike = tagged.filter(({ type }) => typeKey(type) === key);
  return (alike.length === 0 ? tagged : alike).map(({ codec }) => codec);
}

function listExpected(expected: readonly string[]): string {
  if (expected.length < 2) return expected.join("");
  return `${expected.slice(0, -1).join(", ")} or ${expected.at(-1)}`;
}
