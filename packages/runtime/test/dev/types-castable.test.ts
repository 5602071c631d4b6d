import { create, type JsonObject } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { areTypesCastable } from "../../src/dev/compiler/types-castable.ts";
import {
  SchemaType_SchemaColumn_SchemaColumnType as ColumnType,
  BlobType_BlobDimensionality as Dimensionality,
  LiteralTypeSchema,
  SimpleType,
} from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { float, integer, listOf, none, optional, simple, type TypeInit, text } from "./sample-entities.ts";

const test = suite("dev/castable");

const enumOf = (...values: string[]): TypeInit => ({ type: { case: "enumType", value: { values } } });
const mapOf = (value: TypeInit): TypeInit => ({ type: { case: "mapValueType", value } });
const union = (...variants: TypeInit[]): TypeInit => ({ type: { case: "unionType", value: { variants } } });
const tagged = (tag: string, simpleType: SimpleType): TypeInit => ({
  type: { case: "simple", value: simpleType },
  structure: { tag },
});
const blob = (format: string, dimensionality: Dimensionality = Dimensionality.SINGLE): TypeInit => ({
  type: { case: "blob", value: { format, dimensionality } },
});
const struct = (metadata?: JsonObject): TypeInit => ({
  type: { case: "simple", value: SimpleType.STRUCT },
  ...(metadata === undefined ? {} : { metadata }),
});
const table = (format: string, columns: { [name: string]: TypeInit } = {}): TypeInit => ({
  type: {
    case: "structuredDatasetType",
    value: { format, columns: Object.entries(columns).map(([name, literalType]) => ({ name, literalType })) },
  },
});
const schema = (columns: { [name: string]: ColumnType }): TypeInit => ({
  type: {
    case: "schema",
    value: { columns: Object.entries(columns).map(([name, type]) => ({ name, type })) },
  },
});
const object = (properties: JsonObject, required: string[] = []): JsonObject => ({
  type: "object",
  properties,
  required,
});
const a = { a: { type: "integer" } };
const b = { b: { type: "string" } };

const rows: readonly (readonly [row: string, from: TypeInit, to: TypeInit, isCastable: boolean])[] = [
  ["a type to itself", integer, integer, true],
  ["integer to float", integer, float, false],
  ["float to integer", float, integer, false],
  ["enum to string", enumOf("x"), text, true],
  ["string to enum", text, enumOf("x"), true],
  ["enum to the same enum", enumOf("x", "y"), enumOf("x", "y"), true],
  ["enum to one of another order", enumOf("x", "y"), enumOf("y", "x"), false],
  ["list to list", listOf(integer), listOf(integer), true],
  ["list to list of others", listOf(integer), listOf(text), false],
  ["empty list to list", listOf(none), listOf(text), true],
  ["list to map", listOf(integer), mapOf(integer), false],
  ["empty map to map", mapOf(none), mapOf(text), true],
  ["none to optional", none, optional(integer), true],
  ["optional to its type", optional(integer), integer, false],
  ["union to a wider one", union(integer, text), union(text, integer, none), true],
  ["union to a narrower one", union(integer, text), union(integer, none), false],
  ["union of one variant to it", union(integer), integer, true],
  ["type to a union in which two could take it", text, union(text, enumOf("x")), false],
  ["tagged variant to one of another tag", tagged("a", SimpleType.INTEGER), tagged("b", SimpleType.INTEGER), false],
  ["no tag to a tag", integer, tagged("int", SimpleType.INTEGER), true],
  ["struct without schema", struct(), struct(object(a)), true],
  ["struct to the same", struct(object(a)), struct(object(a)), true],
  ["struct to another", struct(object(a)), struct(object(b)), false],
  ["struct with more to one with fewer properties", struct(object({ ...a, ...b })), struct(object(a)), true],
  ["struct with fewer to one with more properties", struct(object(a)), struct(object({ ...a, ...b })), false],
  [
    "struct whose schema has another title",
    struct({ ...object(a), title: "One" }),
    struct({ ...object(a), title: "Two" }),
    true,
  ],
  [
    "struct whose schema refers to itself",
    struct({ $ref: "#/$defs/T", $defs: { T: object({ next: { $ref: "#/$defs/T" } }) } }),
    struct({ $ref: "#/$defs/T", $defs: { T: object({ next: { $ref: "#/$defs/T" } }) } }),
    true,
  ],
  ["file to any format", blob("csv"), blob(""), true],
  ["file to another format", blob("csv"), blob("txt"), false],
  ["file to folder", blob("csv"), blob("csv", Dimensionality.MULTIPART), false],
  ["table to one with fewer columns", table("", { x: integer, y: text }), table("", { x: integer }), true],
  ["table to one with other columns", table("", { x: integer }), table("", { z: integer }), false],
  ["table to one without columns", table("parquet", { x: integer }), table(""), true],
  ["table to another format", table("parquet"), table("csv"), false],
  ["none to table", none, table(""), true],
  ["schema to table", schema({ x: ColumnType.INTEGER }), table("", { x: integer }), true],
  ["schema to a table of csv", schema({ x: ColumnType.INTEGER }), table("csv"), false],
  ["table to schema", table("parquet", { x: integer }), schema({ x: ColumnType.INTEGER }), true],
  ["table to a schema of another column", table("", { x: text }), schema({ x: ColumnType.INTEGER }), false],
  ["schema to schema", schema({ x: ColumnType.INTEGER }), schema({ x: ColumnType.FLOAT }), false],
  ["text to duration", text, simple(SimpleType.DURATION), false],
];

for (const [row, from, to, isCastable] of rows) {
  test(row, () => {
    assert.is(areTypesCastable(create(LiteralTypeSchema, from), create(LiteralTypeSchema, to)), isCastable);
  });
}

test.run();
