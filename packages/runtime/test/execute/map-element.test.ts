import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runContainer } from "./run-container.ts";

const integer = (value: number): object => ({ scalar: { primitive: { integer: String(value) } } });
const list = (...values: readonly number[]): object => ({ collection: { literals: values.map(integer) } });
const text = (value: string): object => ({ scalar: { primitive: { stringValue: value } } });
const index = (value: string, offset = ""): { readonly [name: string]: string } => ({
  BATCH_JOB_ARRAY_INDEX_VAR_NAME: "FLYTE_K8S_ARRAY_INDEX",
  FLYTE_K8S_ARRAY_INDEX: value,
  BATCH_JOB_ARRAY_INDEX_OFFSET: offset,
});

const test = suite("one element of a map");

test("is taken from a list that lies in a file of its own", async () => {
  const uri = join(mkdtempSync(join(tmpdir(), "tsflyte-list-")), "list.pb");
  // A collection of 10 and 20.
  writeFileSync(uri, Buffer.from("12100a060a040a02080a0a060a040a020814", "hex"));
  const inputs = { literals: { a: { offloadedMetadata: { uri, sizeBytes: "18" } } } };
  const { outputs, stderr } = await runContainer({
    task: "inc",
    mapWithBound: "",
    inputs: inputs as never,
    env: index("1"),
  });
  assert.equal(outputs, { o0: { kind: "integer", value: 21 } }, stderr);
});

test("beside which bound inputs stay whole", async () => {
  const inputs = { literals: { a: list(1, 2), b: text("B") } };
  const both = await runContainer({ task: "multi", mapWithBound: "b", inputs: inputs as never, env: index("0", "1") });
  assert.equal(both.outputs, { o0: { kind: "string", value: "2B" } }, both.stderr);
  const letters = { literals: { a: integer(7), b: { collection: { literals: [text("x"), text("y")] } } } };
  const other = await runContainer({ task: "multi", mapWithBound: "a", inputs: letters as never, env: index("1") });
  assert.equal(other.outputs, { o0: { kind: "string", value: "7y" } }, other.stderr);
});

for (const [name, container, message] of [
  [
    "an index behind the list's end",
    { task: "inc", mapWithBound: "", inputs: { literals: { a: list(1, 2) } }, env: index("2") },
    /The input "a" of a map has 2 elements, and this container is for index 2\n.*fix: the index is \$BATCH_JOB_ARRAY_INDEX_OFFSET/,
  ],
  [
    "an index that is no number",
    { task: "inc", mapWithBound: "", inputs: { literals: { a: list(1) } }, env: index("first") },
    /The index of a map is a number from 0, got "first"/,
  ],
  [
    "an input that is no list",
    { task: "multi", mapWithBound: "", inputs: { literals: { a: list(1), b: text("B") } }, env: index("0") },
    /The input "b" of a map is a list, got the string "B"\n.*fix: pass a list, or bind it: no input is bound/,
  ],
  [
    "an input that is missing",
    { task: "multi", mapWithBound: "b", inputs: { literals: { a: list(1) } }, env: index("0") },
    /The input "b" \(a string\) of task exectasks\.multi is missing/,
  ],
] as const) {
  test(`has an error document for ${name}`, async () => {
    const { error, files } = await runContainer(container as never);
    assert.equal(files, ["out/error.pb"]);
    assert.is(error?.kind, "non-recoverable");
    assert.match(error?.message ?? "", message);
  });
}

test("needs arguments that say what is mapped", async () => {
  const argv = [
    "--inputs",
    "$D/inputs.pb",
    "--output-prefix",
    "$D/out",
    "--",
    "task-module",
    "exectasks",
    "task-name",
    "inc",
  ];
  const { error } = await runContainer({ task: "inc", mapWithBound: "", argv });
  assert.match(
    error?.message ?? "",
    /The arguments behind -- are "task-module exectasks task-name inc"\n.*fix: expected vars NAME,… resolver LOCATION/,
  );
});

test("has a command line of its own name", async () => {
  const { exitCode, stderr } = await runContainer({ task: "inc", mapWithBound: "", argv: ["--inputs", "x"] });
  assert.is(exitCode, 2);
  assert.match(
    stderr,
    /fix: the command is tsflyte-map-execute --inputs URI .* -- vars NAME,… resolver LOCATION task-module MODULE/,
  );
});

test.run();
