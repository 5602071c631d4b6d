import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isMetadata, isValueMetadata, type ValueMetadata } from "../../src/metadata/index.ts";
import { int, metadata, value as outputOf } from "../support/metadata.ts";

const value: ValueMetadata = {
  version: 1,
  kind: "value",
  source: { file: "flows.ts", line: 1, column: 1 },
  outputs: { type: "object", properties: { o0: int }, required: ["o0"], additionalProperties: false },
};
const entity = metadata("add", { a: int }, outputOf(int), { kind: "reference-task" });

const reading = suite("metadata/read-metadata");
reading("tells the metadata of an entity from that of a value", () => {
  assert.is(isMetadata(entity), true);
  assert.is(isValueMetadata(entity), false);
  assert.is(isMetadata(value), false);
  assert.is(isValueMetadata(value), true);
});
reading("takes a version that is not known yet for metadata", () => {
  assert.is(isMetadata({ ...entity, version: 2 }), true);
  assert.is(isValueMetadata({ ...value, version: 2 }), true);
});
reading("takes options of a user's, and what is incomplete, for no metadata", () => {
  const { outputs: _, ...incomplete } = value;
  for (const other of [undefined, null, 1, "value", {}, { version: 1, kind: "value" }, { name: "x" }, incomplete]) {
    assert.is(isValueMetadata(other), false);
    assert.is(isMetadata(other), false);
  }
});
reading.run();
