/** What the platform takes for the type of a value, where the value alone does not tell. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isOfType } from "../../src/dev/compiler/literal-types.ts";
import { LiteralSchema } from "../../src/idl/gen/flyteidl/core/literals_pb.ts";
import { LiteralTypeSchema } from "../../src/idl/gen/flyteidl/core/types_pb.ts";
import { int, integer, listOf, literal, string, type TypeInit, text } from "./sample-entities.ts";

type LiteralInit = MessageInitShape<typeof LiteralSchema>;

const test = suite("dev/literal-types");

const list = (...literals: LiteralInit[]): LiteralInit => ({ value: { case: "collection", value: { literals } } });
const mapOf = (literals: { [key: string]: LiteralInit }): LiteralInit => ({
  value: { case: "map", value: { literals } },
});
const one = literal(int(1));
const either: TypeInit = { type: { case: "unionType", value: { variants: [integer, text] } } };
const chosen = (value: LiteralInit, type: TypeInit): LiteralInit => ({
  value: { case: "scalar", value: { value: { case: "union", value: { value, type } } } },
});
const number = chosen(one, integer);
const word = chosen(literal(string("a")), text);
const lists: TypeInit = listOf(listOf(integer));

const rows: readonly (readonly [row: string, value: LiteralInit, type: TypeInit, fits: boolean])[] = [
  ["an empty list among others", list(list(one), list()), lists, true],
  ["an empty list before others", list(list(), list(one)), lists, true],
  ["empty lists alone", list(list(), list()), lists, true],
  ["an empty list of lists", list(), lists, true],
  ["an empty list among values of a map", mapOf({ a: list(one), b: list() }), mapType(listOf(integer)), true],
  ["a list of texts among others", list(list(one), list(literal(string("a")))), lists, false],
  ["an empty list where there is a number", list(one, list()), lists, false],
  [
    "lists of several kinds of one union",
    list(list(number, word), list(word, number), list(number, number, word)),
    listOf(listOf(either)),
    true,
  ],
];

function mapType(value: TypeInit): TypeInit {
  return { type: { case: "mapValueType", value } };
}

for (const [row, value, type, fits] of rows) {
  test(row, () => assert.is(isOfType(create(LiteralSchema, value), create(LiteralTypeSchema, type)), fits));
}

test.run();
