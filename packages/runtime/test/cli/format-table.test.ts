import { suite } from "uvu";
import * as assert from "uvu/assert";
import { formatTable } from "../../src/cli/format-table.ts";
import { formatOutputs, toJson } from "../../src/cli/format-value.ts";
import { FlyteFile } from "../../src/types/index.ts";

const test = suite("values for people");

test("become a table where every row is flat", () => {
  const rows = [
    { name: "a", count: 10n, file: new FlyteFile("s3://b/x.csv") },
    { name: "b\tc", count: 9 },
  ];
  assert.equal(formatTable(rows)?.split("\n"), [
    "name  count  file",
    "────  ─────  ────────────",
    "a        10  s3://b/x.csv",
    "b\\tc      9",
  ]);
});

test("stay JSON where a row is not", () => {
  assert.is(formatTable([]), undefined);
  assert.is(formatTable([{ a: 1 }, 2]), undefined);
  assert.is(formatTable([{ a: { b: 1 } }]), undefined);
  assert.is(formatTable([{}]), undefined);
});

test("stand alone when there is one, and have names when there are several", () => {
  assert.is(formatOutputs(new Map([["o0", 3n]])), "3");
  const several = new Map<string, unknown>([
    ["a", undefined],
    ["b", "x\ny"],
  ]);
  assert.is(formatOutputs(several), "a: undefined\nb:\n  x\n  y");
});

test("have texts in JSON for numbers that JSON lacks", () => {
  assert.equal(toJson({ a: [2n ** 60n, 3n], b: Number.NaN, c: new Uint8Array([1]) }), {
    a: ["1152921504606846976", 3],
    b: "NaN",
    c: "AQ==",
  });
});

test.run();
