import type { Literal } from "../../model/index.ts";
import type { Form } from "../../types/index.ts";
import { type Codec, type Decoding, type Encoding, enter } from "../codec.ts";
import { describePacked, describeValue } from "../describe-value.ts";
import { type Packed, PackedMap } from "../msgpack/packed.ts";
import { MsgpackWriter } from "../msgpack/writer.ts";
import { setOwn } from "../set-own.ts";
import { decodeInside } from "./primitive.ts";
import { isObjectValue } from "./record.ts";
import { isText } from "./simple.ts";

interface FieldCodec {
  readonly name: string;
  /** The name as msgpack, ready to be written. */
  readonly key: Uint8Array;
  readonly codec: Codec;
  readonly required: boolean;
  /** Whether the type itself has null or undefined. */
  readonly takesNone: boolean;
  readonly readsNull: boolean;
  /** Whether every object inherits something of this name. */
  readonly inherited: boolean;
}

/** Up to this many fields the msgpack header is one byte, which can be written before the fields are counted. */
const shortMap = 15;

/** What keys beside the fields may hold. */
export interface OpenKeys {
  /** Any key where it is undefined. */
  readonly pattern: string | undefined;
  readonly codec: Codec;
}

/**
 * An object type: msgpack, its fields in the order of the schema. Reads own properties only, refuses fields that the
 * type does not have, and writes null for optional ones that are undefined. What others wrote may hold more fields, and lack
 * those that were not given.
 */
export function structCodec(
  form: Form & { readonly kind: "struct" },
  codecs: readonly Codec[],
  open: readonly OpenKeys[],
): Codec {
  const expected = form.title ?? "an object";
  const names = new Set(form.fields.map((field) => field.name));
  const patterns = open.map(({ pattern, codec }) => ({
    rule: pattern === undefined ? undefined : new RegExp(pattern, "u"),
    codec,
  }));
  const codecOfKey = (key: string): Codec | undefined =>
    patterns.find(({ rule }) => rule === undefined || rule.test(key))?.codec;
  let compiled: readonly FieldCodec[] | undefined;
  // On first use: the codec of a type that contains itself cannot be asked anything before it is complete.
  const fieldsOf = (): readonly FieldCodec[] => {
    compiled ??= form.fields.map(({ name, required }, index) => {
      const codec = codecs[index] as Codec;
      return {
        name,
        key: packKey(name),
        codec,
        required,
        takesNone: codec.takes(undefined),
        readsNull: codec.takesPacked(null),
        inherited: name in Object.prototype,
      };
    });
    return compiled;
  };

  const unpackMap = (map: PackedMap, run: Decoding): unknown => {
    if (!enter(run)) return undefined;
    const result: { [name: string]: unknown } = {};
    let cursor = 0;
    for (const field of fieldsOf()) {
      const { name } = field;
      const index = map.keys[cursor] === name ? cursor : map.keys.indexOf(name);
      if (index >= 0) cursor = index + 1;
      const mark = run.problems.count;
      const packed = index < 0 ? undefined : (map.values[index] as Packed);
      if (packed === undefined || (packed === null && !field.readsNull)) readAbsent(field, packed, result, run);
      else setOwn(result, name, field.codec.unpack(packed, run));
      if (run.problems.count !== mark) run.problems.prefix(mark, name);
    }
    if (open.length > 0) unpackOpen(map, names, codecOfKey, result, run);
    else if (run.strict) {
      for (const key of map.keys) if (!names.has(key)) run.problems.add(`no field ${JSON.stringify(key)}`, "one");
    }
    run.depth--;
    return result;
  };

  const codec: Codec = {
    expected,
    exact: false,
    takes: isObjectValue,
    takesPacked: (packed) => packed instanceof PackedMap,
    closedFields: () =>
      new Map(
        fieldsOf()
          .filter(({ required, codec: { members } }) => required && members !== undefined)
          .map(({ name, codec: { members = [] } }) => [name, members]),
      ),
    encode(value, run) {
      codec.pack(value, run);
      return { kind: "binary", value: run.out.take(), tag: "msgpack" };
    },
    pack(value, run) {
      if (!isObjectValue(value)) return run.problems.add(expected, describeValue(value));
      if (!enter(run)) return;
      packFields(fieldsOf(), value, names, open.length === 0 ? undefined : codecOfKey, run);
      run.depth--;
    },
    decode(literal: Literal, run): unknown {
      return decodeInside(literal, codec, run);
    },
    unpack(packed, run) {
      if (packed instanceof PackedMap) return unpackMap(packed, run);
      run.problems.add(expected, describePacked(packed));
      return undefined;
    },
  };
  return codec;
}

function readAbsent(
  field: FieldCodec,
  packed: null | undefined,
  result: { [name: string]: unknown },
  run: Decoding,
): void {
  if (!field.required) return;
  if (field.takesNone) setOwn(result, field.name, field.codec.unpack(null, run));
  else run.problems.add(field.codec.expected, packed === null ? "null" : "nothing");
}

function packFields(
  fields: readonly FieldCodec[],
  value: { readonly [key: string]: unknown },
  names: ReadonlySet<string>,
  codecOfKey: ((key: string) => Codec | undefined) | undefined,
  run: Encoding,
): void {
  const { out, problems } = run;
  const others = codecOfKey === undefined ? [] : openEntries(value, names, codecOfKey);
  const short = fields.length + others.length <= shortMap;
  const values = short ? undefined : fields.map((field) => ownValue(value, field));
  const header = out.mark;
  if (values === undefined) out.byte(0x80);
  else {
    const given = values.filter((item, index) => item !== undefined || !isOmitted(fields[index] as FieldCodec)).length;
    out.mapHeader(given + others.length);
  }
  let written = 0;
  let found = 0;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as FieldCodec;
    const item = values === undefined ? ownValue(value, field) : values[index];
    if (item !== undefined) found++;
    else if (isOmitted(field)) continue;
    written++;
    out.raw(field.key);
    if (item === undefined && !field.required) {
      out.byte(0xc0);
      continue;
    }
    const mark = problems.count;
    if (item === undefined && !field.takesNone) problems.add(field.codec.expected, "nothing");
    else field.codec.pack(item, run);
    if (problems.count !== mark) problems.prefix(mark, field.name);
  }
  for (const { key, item, codec } of others) {
    const mark = problems.count;
    if (!isText(key)) problems.add("a key of well-formed text", describeValue(key));
    out.string(key);
    codec.pack(item, run);
    if (problems.count !== mark) problems.prefix(mark, key);
  }
  if (short) out.patch(header, 0x80 | (written + others.length));
  let own = 0;
  for (const _key in value) own++;
  if (own !== found + others.length) refuseUnknown(value, names, codecOfKey, run);
}

/**
 * Whether a field that is absent is left out. An optional field is written as null, as flytekit writes it: readers in Python ask for
 * every key, and so does the server where a binding takes the field. Only a field that can be null itself tells the two apart.
 */
function isOmitted({ required, readsNull }: FieldCodec): boolean {
  return !required && readsNull;
}

interface OpenEntry {
  readonly key: string;
  readonly item: unknown;
  readonly codec: Codec;
}

/** What stands under keys that are no fields, and that the type has a pattern for. */
function openEntries(
  value: { readonly [key: string]: unknown },
  names: ReadonlySet<string>,
  codecOfKey: (key: string) => Codec | undefined,
): readonly OpenEntry[] {
  return Object.keys(value).flatMap((key) => {
    const codec = names.has(key) || value[key] === undefined ? undefined : codecOfKey(key);
    return codec === undefined ? [] : [{ key, item: value[key], codec }];
  });
}

function unpackOpen(
  map: PackedMap,
  names: ReadonlySet<string>,
  codecOfKey: (key: string) => Codec | undefined,
  result: { [name: string]: unknown },
  run: Decoding,
): void {
  for (const [index, key] of map.keys.entries()) {
    const codec = names.has(key) ? undefined : codecOfKey(key);
    const mark = run.problems.count;
    if (codec !== undefined) setOwn(result, key, codec.unpack(map.values[index] as Packed, run));
    else if (run.strict && !names.has(key)) run.problems.add(`no field ${JSON.stringify(key)}`, "one");
    if (run.problems.count !== mark) run.problems.prefix(mark, key);
  }
}

/** What the object itself holds under the field's name. */
function ownValue(value: { readonly [key: string]: unknown }, field: FieldCodec): unknown {
  if (!field.inherited && isPlain(value)) return value[field.name];
  return Object.hasOwn(value, field.name) ? value[field.name] : undefined;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuseUnknown(
  value: { readonly [key: string]: unknown },
  names: ReadonlySet<string>,
  codecOfKey: ((key: string) => Codec | undefined) | undefined,
  run: Encoding,
): void {
  for (const key of Object.keys(value)) {
    if (names.has(key) || value[key] === undefined || codecOfKey?.(key) !== undefined) continue;
    const mark = run.problems.count;
    const known = names.size === 0 ? "the type has none" : `the type has ${[...names].slice(0, 20).join(", ")}`;
    run.problems.add(`no such field (${known})`, describeValue(value[key]));
    run.problems.prefix(mark, key);
  }
}

function packKey(name: string): Uint8Array {
  const writer = new MsgpackWriter();
  writer.string(name);
  return writer.take();
}
