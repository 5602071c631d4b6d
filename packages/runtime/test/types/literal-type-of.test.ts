import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { literalTypeToIdl } from "../../src/idl/index.ts";
import type { Schema, VariablesSchema } from "../../src/metadata/index.ts";
import { interfaceOf, literalTypeOf } from "../../src/types/index.ts";

const golden = JSON.parse(readFileSync(join(import.meta.dirname, "../golden/literals.json"), "utf8")) as {
  readonly [name: string]: { readonly type?: JsonObject };
};

const int: Schema = { type: "integer" };
const float: Schema = { type: "number" };
const string: Schema = { type: "string" };
const none: Schema = { type: "null" };
const datetime: Schema = { type: "string", format: "date-time", "x-flyte": { type: "datetime" } };
const list = (items: Schema): Schema => ({ type: "array", items });
const record = (values: Schema): Schema => ({ type: "object", additionalProperties: values });
const union = (...anyOf: Schema[]): Schema => ({ anyOf });
const address: Schema = { $ref: "#/$defs/Address" };
const file = (format: string): Schema => ({ type: "object", "x-flyte": { type: "file", format } });

const struct = (title: string, properties: { [name: string]: Schema }, required: readonly string[]): Schema => ({
  type: "object",
  title,
  properties,
  required,
  additionalProperties: false,
});

const root: VariablesSchema = {
  type: "object",
  properties: {},
  required: [],
  additionalProperties: false,
  $defs: {
    Address: struct("Address", { street: string, zip: int, tags: list(string) }, ["street", "zip"]),
    Required: struct("Address", { street: string, zip: int, tags: list(string) }, ["street", "zip", "tags"]),
    WithFile: struct("WithFile", { f: file("") }, ["f"]),
    WithOptional: struct("O", { nick: string, when: datetime, color: { type: "string", enum: ["a"] } }, []),
    Tree: struct("Tree", { value: int, children: list({ $ref: "#/$defs/Tree" }) }, ["value", "children"]),
  },
};

const json = (schema: Schema): JsonObject =>
  toJson(LiteralTypeSchema, literalTypeToIdl(literalTypeOf(schema, root))) as JsonObject;

const types = suite("the Flyte type of a schema");

const same: { readonly [name: string]: Schema } = {
  int_0: int,
  int_max: { type: "integer", "x-flyte": { type: "bigint" } },
  float_1_5: float,
  str_empty: string,
  bool_true: { type: "boolean" },
  dt_naive: datetime,
  none,
  list_int: list(int),
  list_nested: list(list(string)),
  list_opt: list(union(int, none)),
  dict_int: record(int),
  dict_nested: record(list(record(float))),
  opt_int_val: union(int, none),
  union_int: union(int, string),
  union_list: union(int, list(float)),
  union_dict: union(int, record(int)),
  union_bool_int: union({ type: "boolean" }, int),
  union3_none: union(int, string, none),
  enum: { type: "string", title: "Color", enum: ["red", "green"] },
  file_remote: file(""),
  file_pdf: file("pdf"),
};

for (const [name, schema] of Object.entries(same)) {
  types(`${name} is flytekit's`, () => assert.equal(json(schema), golden[name]?.type));
}

types("a string constant is what typing.Literal is", () => {
  const { annotation, simple } = json({ type: "string", const: "a" }) as { annotation: JsonObject; simple: string };
  assert.is(simple, "STRING");
  assert.equal(annotation, { annotations: { literal_values: ["a"] } });
});

types("a struct is flytekit's, to the letter", () => {
  const type = json({ $ref: "#/$defs/Required" });
  const expected = structuredClone(golden["dc_simple"]?.type) as { metadata: { required: string[] } };
  // A dataclass's list has a default factory; a required field of TypeScript has not.
  expected.metadata.required = ["street", "zip", "tags"];
  assert.equal(type, expected as unknown as JsonObject);
});

types("a struct in a union keeps its schema, and its structure is the tag alone", () => {
  const variants = (json(union(int, address)) as { unionType: { variants: JsonObject[] } }).unionType.variants;
  assert.equal(variants[1]?.["structure"], { tag: "Object-Dataclass-Transformer" });
  assert.is((variants[1]?.["metadata"] as JsonObject | undefined)?.["title"], "Address");
});

types("an optional field is one that may be null, spelled as Python spells it", () => {
  const type = json({ $ref: "#/$defs/WithOptional" }) as {
    metadata: JsonObject;
    structure: { dataclassType: JsonObject };
  };
  assert.equal(type.metadata["properties"], {
    nick: { anyOf: [{ type: "string" }, { type: "null" }], default: null },
    when: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }], default: null },
    color: { anyOf: [{ enum: ["a"] }, { type: "null" }], default: null },
  });
  assert.equal(type.structure.dataclassType["nick"], {
    unionType: {
      variants: [
        { simple: "STRING", structure: { tag: "str" } },
        { simple: "NONE", structure: { tag: "none" } },
      ],
    },
  });
});

types("a file in a struct is flytekit's", () => {
  const type = json({ $ref: "#/$defs/WithFile" }) as { metadata: { properties: { f: JsonObject } } };
  const python = golden["dc_file"]?.type as unknown as { metadata: { properties: { f: JsonObject } } };
  assert.equal(type.metadata.properties.f, python.metadata.properties.f);
});

types("a type that contains itself has no schema, and its structure ends where it begins again", () => {
  const type = json({ $ref: "#/$defs/Tree" });
  assert.is(type["metadata"], undefined);
  const children = (type["structure"] as { dataclassType: { children: JsonObject } }).dataclassType.children;
  assert.equal(Object.keys(children["collectionType"] as JsonObject).sort(), ["annotation", "simple"]);
});

types("a tuple is a collection of its types", () => {
  assert.equal(json({ type: "array", prefixItems: [int, int], items: false }), {
    collectionType: { simple: "INTEGER" },
  });
  const mixed = json({ type: "array", prefixItems: [int, string, int], items: false }) as {
    collectionType: JsonObject;
  };
  assert.is((mixed.collectionType["unionType"] as { variants: unknown[] }).variants.length, 2);
});

types("numeric enums are numbers", () => {
  assert.is(json({ type: "integer", enum: [1, 2] })["simple"], "INTEGER");
  assert.is(json({ type: "number", enum: [1.5] })["simple"], "FLOAT");
});

types("pickled values are blobs of a format of their own", () => {
  assert.equal(json({ "x-flyte": { type: "pickle" } }), { blob: { format: "V8Serialize" } });
});

types("a variable without a description is described by its name", () => {
  const inputs: VariablesSchema = { ...root, properties: { a: int, b: { ...string, description: "what b is" } } };
  const { inputs: variables } = interfaceOf({ inputs, outputs: root });
  assert.is(variables["a"]?.description, "a");
  assert.is(variables["b"]?.description, "what b is");
});

types("metadata that the transformer does not write is refused with the remedy", () => {
  for (const schema of [
    {},
    { $ref: "#/$defs/Nowhere" },
    { $ref: "#/$defs/constructor" },
    { type: "array" },
    { enum: [1] },
  ] as Schema[]) {
    assert.throws(
      () => literalTypeOf(schema, root),
      (error: Error) =>
        /cannot be read: [\s\S]*at schema [\s\S]*fix: build again with the transformer/.test(error.message),
    );
  }
});

types("references that lead in a circle are refused", () => {
  const circle: VariablesSchema = { ...root, $defs: { A: { $ref: "#/$defs/B" }, B: { $ref: "#/$defs/A" } } };
  assert.throws(() => literalTypeOf({ $ref: "#/$defs/A" }, circle), /nothing stands at #\/\$defs\//);
});

types.run();
