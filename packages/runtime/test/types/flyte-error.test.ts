import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FlyteError } from "../../src/index.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { schemaOf } from "../../src/types/schema-of.ts";
import { decode, encode, messageOf, roundTrip, typeJson } from "../support/literals.ts";
import { nothing, struct, union } from "../support/metadata.ts";

const error: Schema = { type: "object", "x-flyte": { type: "error" } };
const test = suite("FlyteError");

test("has the type of errors, and in a union the name that the platform gives it", () => {
  assert.equal(typeJson(error), { simple: "ERROR" });
  assert.equal(typeJson(union(error, nothing)), {
    unionType: {
      variants: [
        { simple: "ERROR", structure: { tag: "FlyteError" } },
        { simple: "NONE", structure: { tag: "none" } },
      ],
    },
  });
  assert.equal(schemaOf({ kind: "simple", simple: "error" }), error);
});

test("is an error literal, alone, in a union and inside a struct", () => {
  const value = new FlyteError("no such file", "n3");
  assert.equal(encode(error, value), { kind: "error", message: "no such file", failedNodeId: "n3" });
  for (const schema of [error, union(error, nothing), struct("Report", { why: error })]) {
    const whole = schema.properties === undefined ? value : { why: value };
    assert.equal(roundTrip(schema, whole), whole);
  }
  assert.is(roundTrip(union(error, nothing), null), null);
});

test("is read as the platform writes it for a failure handler", () => {
  const read = decode(union(error, nothing), {
    kind: "union",
    value: { kind: "error", message: "boom", failedNodeId: "n0" },
    type: { kind: "simple", simple: "error", structure: { tag: "FlyteError" } },
  });
  assert.instance(read, FlyteError);
  assert.equal(read, new FlyteError("boom", "n0"));
});

test("is no Error", () => {
  assert.is(
    messageOf(() => encode(error, new Error("boom"))).split("\n")[0],
    'The input "p" of task flows.mean is not of its type: p: expected a FlyteError, got a value of class Error',
  );
});

test.run();
