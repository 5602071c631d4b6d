import { type ValuePlace, type ValueProblem, wrongTypes } from "../errors/values.ts";
import type { Json, Schema, VariablesSchema } from "../metadata/index.ts";
import type { Literal, LiteralType } from "../model/index.ts";
import type { FileAccess } from "../types/index.ts";
import { basicCodec } from "./basic-codec.ts";
import type { Decoding, Encoding, TypedCodec } from "./codec.ts";
import { findCycle } from "./find-cycle.ts";
import { packedJson } from "./msgpack/packed.ts";
import { MsgpackWriter } from "./msgpack/writer.ts";
import type { Outbox } from "./outbox.ts";
import { Problems } from "./problems.ts";

/** How the values of one schema become literals, and back. */
export interface ValueCodec {
  readonly type: LiteralType;
  /**
   * The literal of a value. Throws one error that names every wrong part. Files get their URIs here and are sent by
   * {@link Outbox.settle}.
   */
  encode(value: unknown, at: ValuePlace, outbox: Outbox): Literal;
  /** The value of a literal, however it was written: bare, wrapped in a union, or cut out of a struct. */
  decode(literal: Literal, at: ValuePlace, access: FileAccess): unknown;
  /** The value that JSON spells: a default in a schema, a text on a command line. */
  fromJson(json: Json, at: ValuePlace, access: FileAccess): unknown;
  /** What {@link ValueCodec.encode} does, with the problems given back instead of thrown. */
  tryEncode(value: unknown, outbox: Outbox): Attempt<Literal>;
  tryDecode(literal: Literal, access: FileAccess): Attempt<unknown>;
  tryFromJson(json: Json, access: FileAccess): Attempt<unknown>;
  /** The type in words, with an article, for errors. */
  readonly expected: string;
}

/** A result, which means nothing where there are problems. */
export interface Attempt<T> {
  readonly result: T;
  readonly problems: readonly ValueProblem[];
  /** How many there are; the list is no longer than anyone would read. */
  readonly count: number;
}

/** Builds the codec of any schema. */
type CodecCompiler = (schema: Schema, root: VariablesSchema) => TypedCodec;

let compileAny: CodecCompiler | undefined;

/** Gives the codecs beyond the basic ones; their module does it when it is loaded. */
export function provideCodecs(compile: CodecCompiler): void {
  compileAny = compile;
}

const cache = new WeakMap<VariablesSchema, WeakMap<Schema, ValueCodec>>();

/** The codec of a schema, made once. `root` is the schema of all inputs or outputs, which holds what `$ref` stands for. */
export function codecOf(schema: Schema, root: VariablesSchema): ValueCodec {
  const codec = findCodec(schema, root);
  if (codec === undefined) throw new Error("codecs were used before loadCodecs() had loaded them");
  return codec;
}

/** The codec of a schema; undefined where it needs more than the codecs that are loaded. */
export function findCodec(schema: Schema, root: VariablesSchema): ValueCodec | undefined {
  let codecs = cache.get(root);
  if (codecs === undefined) cache.set(root, (codecs = new WeakMap()));
  const known = codecs.get(schema);
  if (known !== undefined) return known;
  const compiled = basicCodec(schema, root) ?? compileAny?.(schema, root);
  if (compiled === undefined) return undefined;
  const codec = makeCodec(compiled);
  codecs.set(schema, codec);
  return codec;
}

function makeCodec({ codec, type }: TypedCodec): ValueCodec {
  const tryEncode = (value: unknown, outbox: Outbox): Attempt<Literal> => {
    const run: Encoding = { problems: new Problems(), outbox, out: new MsgpackWriter(), depth: 0 };
    const mark = outbox.mark;
    const result = codec.encode(value, run);
    const { list, count } = run.problems;
    if (count === 0) return { result, problems: list, count };
    outbox.rewind(mark);
    const cycle = findCycle(value);
    return cycle === undefined ? { result, problems: list, count } : { result, problems: [cycle], count: 1 };
  };
  const tryDecode = (literal: Literal, access: FileAccess): Attempt<unknown> =>
    decodeWith((run) => codec.decode(literal, run), access);
  const tryFromJson = (json: Json, access: FileAccess): Attempt<unknown> =>
    decodeWith((run) => codec.unpack(packedJson(json), run), access);
  return {
    type,
    expected: codec.expected,
    tryEncode,
    tryDecode,
    tryFromJson,
    encode: (value, at, outbox) => resultOf(tryEncode(value, outbox), at),
    decode: (literal, at, access) => resultOf(tryDecode(literal, access), at),
    fromJson: (json, at, access) => resultOf(tryFromJson(json, access), at),
  };
}

function decodeWith(read: (run: Decoding) => unknown, access: FileAccess): Attempt<unknown> {
  const problems = new Problems();
  const result = read({ problems, access, depth: 0, strict: false });
  return { result, problems: problems.list, count: problems.count };
}

function resultOf<T>({ result, problems, count }: Attempt<T>, at: ValuePlace): T {
  if (count > 0) throw wrongTypes([{ place: at, problems, count }]);
  return result;
}
