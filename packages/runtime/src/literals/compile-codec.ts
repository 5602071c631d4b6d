import type { Schema, VariablesSchema } from "../metadata/index.ts";
import type { LiteralType } from "../model/index.ts";
import { deref, distinctSchemas, type Form, readForm, tupleElements, typeInside } from "../types/index.ts";
import type { Codec, TypedCodec } from "./codec.ts";
import { provideCodecs } from "./codec-of.ts";
import { bytesCodec } from "./codecs/bytes.ts";
import { arrayCodec, tupleCodec } from "./codecs/collection.ts";
import { datasetCodec } from "./codecs/dataset.ts";
import { dateCodec, datetimeCodec, instantCodec } from "./codecs/datetime.ts";
import { durationCodec } from "./codecs/duration.ts";
import { errorCodec } from "./codecs/error.ts";
import { directoryCodec, fileCodec } from "./codecs/file.ts";
import { jsonCodec, packedWhole } from "./codecs/json.ts";
import { pickleCodec } from "./codecs/pickle.ts";
import { recordCodec } from "./codecs/record.ts";
import { bigintCodec, booleanCodec, floatCodec, integerCodec, noneCodec, stringCodec } from "./codecs/simple.ts";
import { structCodec } from "./codecs/struct.ts";
import { unionCodec } from "./codecs/union.ts";
import { urlCodec } from "./codecs/url.ts";
import { registeredCodec } from "./codecs/user.ts";
import { valuesCodec } from "./codecs/values.ts";

/** Builds the codec of a schema and of everything inside it, each `$ref` once. */
export function compileCodec(schema: Schema, root: VariablesSchema): TypedCodec {
  return new Compiler(root).typed(schema);
}

/** A reference whose codec is being built. */
interface OpenReference {
  readonly ref: string;
  codec: Codec | undefined;
}

provideCodecs(compileCodec);

class Compiler {
  readonly #root: VariablesSchema;
  /** References that are being built, from the outermost inwards. */
  readonly #open: OpenReference[] = [];
  /** Codecs of references that hold no reference to anything around them. */
  readonly #closed = new Map<string, Codec>();
  /** The outermost open reference that was referred to since this was set. */
  #reach = Number.POSITIVE_INFINITY;

  constructor(root: VariablesSchema) {
    this.#root = root;
  }

  typed(schema: Schema): TypedCodec {
    return { codec: this.codec(schema), type: this.#type(schema) };
  }

  codec(schema: Schema): Codec {
    const { $ref: ref } = schema;
    if (ref === undefined) return this.#build(readForm(schema, this.#root), schema);
    const closed = this.#closed.get(ref);
    if (closed !== undefined) return closed;
    const depth = this.#open.findIndex((item) => item.ref === ref);
    const around = this.#open[depth];
    if (around !== undefined) {
      this.#reach = Math.min(this.#reach, depth);
      return packedCodec(() => around.codec);
    }
    return this.#buildReference(ref, deref(schema, this.#root));
  }

  #buildReference(ref: string, target: Schema): Codec {
    const outer = this.#reach;
    const own: OpenReference = { ref, codec: undefined };
    this.#reach = Number.POSITIVE_INFINITY;
    this.#open.push(own);
    own.codec = this.#build(readForm(target, this.#root), target);
    this.#open.pop();
    if (this.#reach >= this.#open.length) this.#closed.set(ref, own.codec);
    this.#reach = Math.min(this.#reach, outer);
    return own.codec;
  }

  #type(schema: Schema): LiteralType {
    return typeInside(
      schema,
      this.#root,
      this.#open.map((item) => item.ref),
    );
  }

  #build(form: Form, schema: Schema): Codec {
    switch (form.kind) {
      case "none":
        return noneCodec(form.readsAs);
      case "boolean":
        return booleanCodec;
      case "integer":
        return integerCodec;
      case "bigint":
        return bigintCodec;
      case "float":
        return floatCodec;
      case "string":
        return stringCodec;
      case "url":
        return urlCodec;
      case "bytes":
        return bytesCodec;
      case "datetime":
        return datetimeCodec;
      case "instant":
        return instantCodec;
      case "date":
        return dateCodec;
      case "duration":
        return durationCodec;
      case "values":
        return valuesCodec(form);
      case "file":
        return fileCodec(form.format);
      case "directory":
        return directoryCodec(form.format);
      case "dataset":
        return datasetCodec(form, this.#root, this.#type(schema));
      case "error":
        return errorCodec;
      case "pickle":
        return pickleCodec;
      case "codec":
        return registeredCodec(form.name);
      case "array":
        return arrayCodec(this.codec(form.items));
      case "tuple":
        return this.#tuple(form, schema);
      case "json":
        return jsonCodec;
      case "record": {
        const values = this.codec(form.values);
        const record = recordCodec(values, form.keys);
        return values === jsonCodec ? packedWhole(record) : record;
      }
      case "struct":
        return structCodec(
          form,
          form.fields.map((field) => this.codec(field.schema)),
          form.open.map((keys) => ({ pattern: keys.pattern, codec: this.codec(keys.schema) })),
        );
      case "union":
        return unionCodec(this.#variants(form.variants, this.#type(schema)));
      default:
        return form satisfies never;
    }
  }

  #tuple(form: Form & { readonly kind: "tuple" }, schema: Schema): Codec {
    const parts = {
      items: form.items.map((item) => this.codec(item)),
      required: form.required,
      rest: form.rest === undefined ? undefined : this.codec(form.rest),
    };
    const elements = tupleElements(form);
    const type = this.#type(schema);
    const element = type.kind === "collection" ? type.elementType : type;
    const distinct = distinctSchemas(elements);
    if (distinct.length < 2 || element.kind !== "union") return tupleCodec({ ...parts, types: undefined });
    const keys = distinct.map((item) => JSON.stringify(item));
    const types = elements.map((item) => element.variants[keys.indexOf(JSON.stringify(item))] ?? element);
    return tupleCodec({ ...parts, types });
  }

  #variants(schemas: readonly Schema[], type: LiteralType): readonly TypedCodec[] {
    return schemas.map((schema, index) => ({
      codec: this.codec(schema),
      type: (type.kind === "union" ? type.variants[index] : undefined) ?? this.#type(schema),
    }));
  }
}

/** The codec of a type inside itself, which is being built further up. As a literal of its own it is msgpack. */
function packedCodec(target: () => Codec | undefined): Codec {
  const codec = (): Codec => target() as Codec;
  return {
    expected: "a value of the type that contains it",
    exact: false,
    takes: (value) => codec().takes(value),
    takesPacked: (packed) => codec().takesPacked(packed),
    closedFields: () => codec().closedFields?.(),
    encode: (value, run) => {
      codec().pack(value, run);
      return { kind: "binary", value: run.out.take(), tag: "msgpack" };
    },
    decode: (literal, run) => codec().decode(literal, run),
    pack: (value, run) => codec().pack(value, run),
    unpack: (packed, run) => codec().unpack(packed, run),
  };
}
