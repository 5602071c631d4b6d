import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { literalTypeFromIdl, literalTypeToIdl } from "../../src/idl/index.ts";
import type { Json, JsonObject, Schema } from "../../src/metadata/index.ts";
import type { LiteralType } from "../../src/model/index.ts";
import { literalTypeOf } from "../../src/types/index.ts";
import { schemaOf } from "../../src/types/schema-of.ts";
import { decode, goldenLiteral, goldenLiterals, rootOf } from "../support/literals.ts";
import { date, flag, float, int, list, nothing, nullable, record, struct, text, union } from "../support/metadata.ts";

const readType = (json: JsonObject): LiteralType => literalTypeFromIdl(fromJson(LiteralTypeSchema, json as JsonValue));
const writeType = (type: LiteralType): JsonObject => toJson(LiteralTypeSchema, literalTypeToIdl(type)) as JsonObject;
const goldenSchema = (name: string): Schema => schemaOf(readType(goldenLiterals[name]?.type ?? {}));
const json: Schema = { "x-flyte": { type: "json" } };

const types = suite("schemas of Flyte's types");

const simple: readonly (readonly [string, Schema])[] = [
  ["int_0", int],
  ["float_1_5", float],
  ["str_ascii", text],
  ["bool_true", flag],
  ["dt_naive", date],
  ["td_pos", { type: "string", format: "duration", "x-flyte": { type: "duration" } }],
  ["none", nothing],
  ["list_nested", list(list(text))],
  ["dict_nested", record(list(record(float)))],
  ["dict_untyped", json],
  ["dict_intkeys", json],
  ["list_opt", list(nullable(int))],
  ["union3_none", union(int, text, nothing)],
  ["enum", { type: "string", enum: ["red", "green"] }],
  ["literal_type", { type: "string", enum: ["a", "b"] }],
  ["file_pdf", { type: "object", "x-flyte": { type: "file", format: "pdf" } }],
  ["dir_ext", { type: "object", "x-flyte": { type: "directory", format: "jsonl" } }],
  ["pickle", { type: "object", "x-flyte": { type: "file", format: "PythonPickle" } }],
];
for (const [name, schema] of simple)
  types(`${name} of Python is what TypeScript says`, () => assert.equal(goldenSchema(name), schema));

types("a dataclass has the types of its fields, and what is required", () => {
  const schema = goldenSchema("dc_full");
  assert.is(schema.title, "Person");
  assert.equal(schema.properties?.["when"], nullable(date));
  assert.equal(schema.properties?.["dur"]?.anyOf?.[0]?.["x-flyte"], { type: "duration" });
  assert.equal(schema.properties?.["color"], { type: "string", enum: ["red", "green"] });
  assert.equal(schema.properties?.["address"]?.title, "Address");
  assert.not.ok(schema.required?.includes("nick"));
});

types("a type without fields is read from its JSON Schema alone, references included", () => {
  const address = { type: "object", properties: { zip: { type: "integer" } }, required: ["zip"], title: "Address" };
  const metadata: JsonObject = {
    type: "object",
    title: "P",
    $defs: { Address: address, Node: { type: "object", properties: { next: { $ref: "#/$defs/Node" } } } },
    properties: {
      at: { type: "string", format: "date-time" },
      home: { $ref: "#/$defs/Address", description: "where" },
      node: { $ref: "#/$defs/Node" },
      many: { type: ["string", "null"] },
      wrapped: { allOf: [{ $ref: "#/$defs/Address" }] },
      odd: { not: {} },
      lost: { $ref: "#/$defs/None" },
      level: { enum: [1, 2, null] },
      mixed: { enum: [1, "a"] },
      pair: { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }] },
    },
    required: ["at"],
  };
  const schema = schemaOf({ kind: "simple", simple: "struct", metadata });
  const fields = schema.properties ?? {};
  assert.equal(fields["at"], date);
  assert.equal(fields["home"], { ...struct("Address", { zip: int }), description: "where" });
  assert.equal(fields["wrapped"], struct("Address", { zip: int }));
  assert.equal(fields["node"]?.properties?.["next"], json);
  assert.equal(fields["many"], nullable(text));
  assert.equal(fields["odd"], json);
  assert.equal(fields["lost"], json);
  assert.equal(fields["level"], nullable({ type: "integer", enum: [1, 2] }));
  assert.equal(fields["mixed"], json);
  assert.equal(fields["pair"]?.prefixItems, [int, text]);
  assert.equal(schema.required, ["at"]);
});

types("what Python wrote is read by the schema of its type alone", () => {
  const values: { readonly [name: string]: unknown } = {
    dc_simple: { street: "Main", zip: 12345, tags: ["a", "é"] },
    pydantic: { a: 1, b: "x", c: [1, 2.5] },
    union_dc: { street: "Main", zip: 12345, tags: ["a", "é"] },
    dict_untyped: { a: 1, b: [1, 2.5, "s", null, true], c: { d: "e" } },
    list_dc_deep: { k: [{ street: "Main", zip: 12345, tags: ["a", "é"] }, null] },
  };
  for (const [name, value] of Object.entries(values))
    assert.equal(decode(goldenSchema(name), goldenLiteral(name)), value, name);
  // Integers beyond 53 bits are for whoever knows that there are some: of a bigint the type says nothing.
  const readable = Object.entries(goldenLiterals).filter(
    ([name, golden]) =>
      golden.type !== undefined && golden.literal_bytes_b64 !== undefined && !/^(?:int_m|dc_int64)/.test(name),
  );
  assert.ok(readable.length > 50);
  for (const [name] of readable) decode(goldenSchema(name), goldenLiteral(name));
});

/** All types below a document. */
function typesIn(document: Json): readonly JsonObject[] {
  if (typeof document !== "object" || document === null) return [];
  if (Array.isArray(document)) return document.flatMap(typesIn);
  const object = document as JsonObject;
  const { type } = object;
  const own = typeof type === "object" && type !== null && "description" in object ? [type as JsonObject] : [];
  return [...own, ...Object.values(object).flatMap(typesIn)];
}

types("every type of flytekit's specs has one, and it gives a type of the same kind", () => {
  const folder = join(import.meta.dirname, "../golden/specs");
  const found = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => typesIn(JSON.parse(readFileSync(join(folder, name), "utf8")) as Json));
  assert.ok(found.length > 100);
  for (const type of found) {
    const model = readType(type);
    const again = literalTypeOf(schemaOf(model), rootOf());
    assert.is(again.kind, model.kind, JSON.stringify(type));
    if (!/STRUCT|ERROR|literal_values|python_class_name/.test(JSON.stringify(type)))
      assert.equal(writeType(again), type);
  }
});

types("a schema comes back from its type where Flyte can say all of it", () => {
  const bigint: Schema = { type: "integer", "x-flyte": { type: "bigint" } };
  const schemas: readonly Schema[] = [
    union(int, bigint, text),
    list(nullable(record(date))),
    { type: "string", contentEncoding: "base64", "x-flyte": { type: "bytes" } },
    struct("S", { a: int, b: list(text), c: nullable(float) }),
    { type: "integer", enum: [1, 2] },
    { type: "boolean", const: true },
    { "x-flyte": { type: "pickle" } },
    {
      type: "object",
      "x-flyte": {
        type: "dataset",
        format: "csv",
        columns: { type: "object", properties: { a: int }, required: ["a"], additionalProperties: false },
      },
    },
  ];
  for (const schema of schemas) assert.equal(schemaOf(literalTypeOf(schema, rootOf())), schema);
});

types.run();
