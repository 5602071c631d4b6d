import type { Schema, VariablesSchema } from "../metadata/index.ts";
import { deref, distinctSchemas, type Form, literalTypeOf, readForm } from "../types/index.ts";
import type { Codec, TypedCodec } from "./codec.ts";
import { arrayCodec, tupleCodec } from "./codecs/collection.ts";
import { datetimeCodec } from "./codecs/datetime.ts";
import { fileCodec, pickleCodec } from "./codecs/file.ts";
import { recordCodec } from "./codecs/record.ts";
import { bigintCodec, booleanCodec, floatCodec, integerCodec, noneCodec, stringCodec } from "./codecs/simple.ts";
import { structCodec } from "./codecs/struct.ts";
import { unionCodec } from "./codecs/union.ts";
import { valuesCodec } from "./codecs/values.ts";

/** Builds the codec of a schema and of everything inside it, each `$ref` once. */
export function compileCodec(schema: Schema, root: VariablesSchema): TypedCodec {
  return new Compiler(root).typed(schema);
}

class Compiler {
  readonly #root: VariablesSchema;
  /** By the schema that a reference stands for; `undefined` while it is being built. */
  readonly #referred = new Map<Schema, Codec | undefined>();

  constructor(root: VariablesSchema) {
    this.#root = root;
  }

  typed(schema: Schema): TypedCodec {
    return { codec: this.codec(schema), type: literalTypeOf(schema, this.#root) };
  }

  codec(schema: Schema): Codec {
    if (schema.$ref === undefined) return this.#build(readForm(schema, this.#root), schema);
    const target = deref(schema, this.#root);
    if (this.#referred.has(target)) return this.#referred.get(target) ?? forward(() => this.#referred.get(target));
    this.#referred.set(target, undefined);
    const codec = this.#build(readForm(target, this.#root), target);
    this.#referred.set(target, codec);
    return codec;
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
      case "datetime":
        return datetimeCodec;
      case "values":
        return valuesCodec(form);
      case "file":
        return fileCodec(form.format);
      case "pickle":
        return pickleCodec;
      case "array":
        return arrayCodec(this.codec(form.items));
      case "tuple":
        return this.#tuple(form.items, schema);
      case "record":
        return recordCodec(this.codec(form.values));
      case "struct":
        return structCodec(
          form,
          form.fields.map((field) => this.codec(field.schema)),
        );
      case "union":
        return unionCodec(this.#variants(form.variants, literalTypeOf(schema, this.#root)));
      default:
        return form satisfies never;
    }
  }

  #tuple(items: readonly Schema[], schema: Schema): Codec {
    const codecs = items.map((item) => this.codec(item));
    const type = literalTypeOf(schema, this.#root);
    const element = type.kind === "collection" ? type.elementType : type;
    const distinct = distinctSchemas(items);
    if (distinct.length < 2 || element.kind !== "union") return tupleCodec(codecs, undefined);
    const keys = distinct.map((item) => JSON.stringify(item));
    const types = items.map((item) => element.variants[keys.indexOf(JSON.stringify(item))] ?? element);
    return tupleCodec(codecs, types);
  }

  #variants(schemas: readonly Schema[], type: TypedCodec["type"]): readonly TypedCodec[] {
    return schemas.map((schema, index) => ({
      codec: this.codec(schema),
      type: (type.kind === "union" ? type.variants[index] : undefined) ?? literalTypeOf(schema, this.#root),
    }));
  }
}

/** Stands for a codec that is being built further up: a type that contains itself. */
function forward(target: () => Codec | undefined): Codec {
  const codec = (): Codec => target() as Codec;
  return {
    expected: "a value of the type that contains it",
    exact: false,
    takes: (value) => codec().takes(value),
    takesPacked: (packed) => codec().takesPacked(packed),
    encode: (value, run) => codec().encode(value, run),
    decode: (literal, run) => codec().decode(literal, run),
    pack: (value, run) => codec().pack(value, run),
    unpack: (packed, run) => codec().unpack(packed, run),
  };
}
