/** Inputs on the command line: every type, and everything that can be wrong about them. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildFlows, makeFolder, tsflyte } from "./support/tsflyte.ts";

const folder = makeFolder("cli-inputs");
const built = join(folder, "inputs.js");
const csv = join(folder, "data.csv");
const json = join(folder, "points.json");

const test = suite("inputs on the command line");

test.before(() => {
  buildFlows(folder);
  writeFileSync(csv, "a,b\n1,2\n");
  writeFileSync(json, '[{"x": 1, "y": 2.5, "label": "from a file"}]');
});
test.after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => tsflyte(["run", "-q", built, ...args]);

const accepted: readonly (readonly [args: readonly string[], printed: string])[] = [
  [["text", "--value", "x y"], '"x y"'],
  [["text", "--value=--foo"], '"--foo"'],
  [["text", "--value", "-x"], '"-x"'],
  [["text", "--value="], '""'],
  [["text", "--value=a=b"], '"a=b"'],
  [["text", "--value", "東京 🗼"], '"東京 🗼"'],
  [["integer", "--value", "-3"], "-3"],
  [["big", "--value", "9007199254740993"], "9007199254740993n"],
  [["float", "--value", "-1.5e3"], "-1500"],
  [["float", "--value", "NaN"], "NaN"],
  [["float", "--value", "-Infinity"], "-Infinity"],
  [["flag", "--value"], "true"],
  [["flag", "--no-value"], "false"],
  [["flag", "--value=false"], "false"],
  [["flag", "--value", "true"], "true"],
  [["color", "--value", "green"], '"green"'],
  [["size", "--value", "L"], '"L"'],
  [["moment", "--value", "2024-02-29"], "2024-02-29T00:00:00.000Z"],
  [["moment", "--value", "2024-02-29T10:00"], "2024-02-29T10:00:00.000Z"],
  [["moment", "--value", "2024-02-29T10:00:00+02:00"], "2024-02-29T08:00:00.000Z"],
  [["list", "--value", "[1, 2]"], "[1,2]"],
  [["point", "--value", '{"x": 1, "y": 2}'], '{"x":1,"y":2}'],
  [["points", "--value", json], '[{"x":1,"y":2.5,"label":"from a file"}]'],
  [["record", "--value", '{"a": 1, "b": 2.5}'], '{"a":1,"b":2.5}'],
  [["either", "--value", "5"], "number 5"],
  [["either", "--value", "true"], "boolean true"],
  [["either", "--value", "five"], 'string "five"'],
  [["nullable", "--value", "null"], "null"],
  [["nullable", "--value", "3"], "3"],
  [["nullable"], "null"],
  [["optional"], "undefined"],
  [["optional", "--value", "x"], '"x"'],
  [["file", "--value", csv], "a,b\n1,2"],
  [["files", "--value", JSON.stringify([csv])], "a,b\n1,2"],
  [["größe", "--länge", "3"], "3 m"],
  [["greet", "--name", "Bo"], "Bo in red"],
  [["greet", "--name", "Bo", "--times=2", "--loud", "--color", "blue"], "BO in blue, BO in blue"],
  [["clash", "--json", "a", "--help", "b", "--root", "c", "--quiet"], "a/b/c/true/false"],
  [["negations", "--no-cache", "--noCache"], "false/true/none"],
  [["negations", "--no-noCache", "--nothing", "x"], "true/false/x"],
  [["nothing"], ""],
];

for (const [args, printed] of accepted) {
  test(`reads ${args.join(" ")}`, () => {
    assert.equal(run(...args), { status: 0, out: printed === "" ? "" : `${printed}\n`, err: "" });
  });
}

const refused: readonly (readonly [args: readonly string[], ...texts: RegExp[]])[] = [
  [["text"], /--value: it is missing, and has no default \(a string\)/],
  [["text", "--value"], /--value: expected a string behind it/],
  [["text", "--value", "--foo"], /got the option --foo \(a value with dashes: --value=--foo\)/],
  [["text", "--value", "a", "--value", "b"], /--value: it is given twice/],
  [["text", "--vale", "b"], /--vale: there is no such input; did you mean --value\?/],
  [["text", "--value", "a", "b"], /unexpected argument "b"/],
  [["text", "--constructor", "a"], /--constructor: there is no such input; the inputs are value/],
  [["nothing", "--value", "a"], /--value: there is no such input|there are no inputs/],
  [["integer", "--value", "1.5"], /--value: expected an integer, got "1.5"/],
  [["integer", "--value", "0x10"], /expected an integer, got "0x10"/],
  [["integer", "--value", "9007199254740993"], /expected an integer, got .*9007199254740993/],
  [["big", "--value", "99999999999999999999"], /beyond 64 bits/],
  [["float", "--value", ""], /expected a number, got ""/],
  [["flag", "--value=yes"], /expected a boolean, got "yes"/],
  [["color", "--value", "mauve"], /expected one of "blue", "green", "red", got "mauve"/],
  [["moment", "--value", "hello 5"], /expected a valid Date .*got the string "hello 5"/],
  [["moment", "--value", "2024-02-31"], /expected a valid Date|2024-02-31/],
  [["file", "--value", "nope.csv"], /--value: there is no file nope\.csv/],
  [["file", "--value", "src"], /src is a folder, and a file is needed/],
  [["files", "--value", '["nope.csv"]'], /there is no file nope\.csv/],
  [["list", "--value", "[1,"], /expected JSON, or the path of a \.json file/],
  [
    ["list", "--value", '[1, "x", 2.5]'],
    /\[1\]: expected an integer, got the string "x"/,
    /\[2\]: expected an integer/,
  ],
  [["points", "--value", '[{"x": 1, "y": "2"}]'], /\[0\]\.y: expected a number, got the string "2"/],
  [["point", "--value", "nope.json"], /there is no file nope\.json/],
];

for (const [args, ...texts] of refused) {
  test(`refuses ${args.join(" ")}`, () => {
    const { status, out, err } = run(...args);
    assert.is(status, 2);
    assert.is(out, "");
    for (const text of texts) assert.match(err, text);
    assert.not.match(err, /^\s+at .*node:internal/m);
  });
}

test("names everything that is wrong in one error", () => {
  const { status, err } = run("several", "--count", "x", "--tint", "mauve", "--other", "3");
  assert.is(status, 2);
  assert.match(err, /^error\[bad-input\]: 5 inputs of task inputs\.several cannot be used/);
  for (const name of ["count", "tint", "other", "ratio", "when"]) assert.match(err, new RegExp(`at --${name}: `));
  assert.match(err, /at task inputs\.several \(inputs\.ts:\d+:\d+\)/);
  assert.match(err, /fix: tsflyte run --help .*inputs\.js several lists the inputs/);
});

test("takes inputs from a file, and arguments over it", () => {
  const path = join(folder, "given.json");
  writeFileSync(path, '{"name": "Ann", "times": 2}');
  assert.is(run("greet", "--inputs-file", path, "--name", "Bo").out, "Bo in red, Bo in red\n");
});

test("takes inputs from standard input, with integers beyond 53 bits as they are", () => {
  const { out } = tsflyte(["run", "-q", built, "big", "--inputs-file", "-"], { input: '{"value": 9007199254740993}' });
  assert.is(out, "9007199254740993n\n");
});

test("refuses a file of inputs that is none", () => {
  const cases = [
    ["[1]", /expected one JSON object/],
    ["{", /it is no JSON/],
    ['{"value": 1}', /--value: expected a string, got the number 1/],
    ['{"valu": "x", "value": "x"}', /--valu: there is no such input; did you mean --value\?/],
  ] as const;
  for (const [input, text] of cases) {
    const { status, err } = tsflyte(["run", "-q", built, "text", "--inputs-file", "-"], { input });
    assert.is(status, 2);
    assert.match(err, text);
  }
  assert.match(run("text", "--inputs-file", folder).err, /cannot be read/);
});

test("says that --root is needed before anything is loaded", () => {
  const { status, err } = run("text", "--root", ".", "--value", "x");
  assert.is(status, 2);
  assert.match(err, /write tsflyte run --root DIR FILE ENTITY/);
});

test.run();
