import { suite } from "uvu";
import * as assert from "uvu/assert";
import { encodeConstant } from "../../src/graph/constants.ts";
import type { Schema } from "../../src/metadata/index.ts";
import { FlyteDirectory } from "../../src/types/index.ts";
import { StructuredDataset } from "../../src/types/structured-dataset.ts";
import { messageOf, rootOf } from "../support/literals.ts";
import { place } from "../support/values.ts";

const directory: Schema = { type: "object", "x-flyte": { type: "directory", format: "" } };
const dataset: Schema = { type: "object", "x-flyte": { type: "dataset", format: "" } };

const constants = suite("stored data as a constant of a workflow");

constants("is refused where it lies on this machine, and is a URI elsewhere", () => {
  for (const [schema, value] of [
    [directory, new FlyteDirectory("/tmp/x")],
    [dataset, StructuredDataset.fromRows([{ a: 1 }])],
  ] as const) {
    assert.is(
      messageOf(() => encodeConstant(value, schema, rootOf(), place)),
      [
        "a folder or dataset of this machine cannot be a constant in a workflow's body",
        "  fix: make it an input of the workflow, or give a URI that the cluster can read",
      ].join("\n"),
    );
  }
  const literal = encodeConstant(new FlyteDirectory("s3://b/d"), directory, rootOf(), place);
  assert.is(literal.kind === "blob" ? literal.uri : "", "s3://b/d");
});

constants.run();
