import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { OptionSpecs } from "../../src/cli/command-line.ts";
import { readInputArguments } from "../../src/cli/input-arguments.ts";
import { splitAtEntity, splitInputs } from "../../src/cli/run-arguments.ts";
import type { VariablesSchema } from "../../src/metadata/index.ts";

const options: OptionSpecs = {
  "inputs-file": { type: "string", value: "FILE", help: "" },
  json: { type: "boolean", help: "" },
  quiet: { type: "boolean", short: "q", help: "" },
  root: { type: "string", value: "DIR", help: "" },
  help: { type: "boolean", short: "h", help: "" },
  "no-json": { type: "boolean", help: "" },
};

const inputs: VariablesSchema = {
  type: "object",
  properties: { name: { type: "string" }, json: { type: "boolean" } },
  required: ["name"],
  additionalProperties: false,
};

const test = suite("arguments of tsflyte run");

test("stand before the entity with their values, wherever the file stands", () => {
  const args = ["--root", "x", "-q", "flow.ts", "--inputs-file=in.json", "main", "--name", "a"];
  assert.equal(splitAtEntity(args, options), {
    own: ["--root", "x", "-q", "--inputs-file=in.json"],
    file: "flow.ts",
    entity: "main",
    rest: ["--name", "a"],
  });
});

test("behind the entity are inputs where it has them, else the command's own", () => {
  const args = ["--json", "--inputs-file", "in.json", "--name", "-q", "--other", "-h"];
  assert.equal(splitInputs(args, options, inputs), {
    inputArgs: ["--json", "--name", "-q", "--other"],
    own: ["--inputs-file", "in.json", "-h"],
  });
});

test("behind the entity are inputs also where they negate one that the command has an option of", () => {
  assert.equal(splitInputs(["--no-json"], options, inputs), { inputArgs: ["--no-json"], own: [] });
  const others: VariablesSchema = { ...inputs, properties: { name: { type: "string" } } };
  assert.equal(splitInputs(["--no-json"], options, others), { inputArgs: [], own: ["--no-json"] });
});

test("that an object's prototype has are no options", () => {
  assert.equal(splitAtEntity(["--constructor", "flow.ts"], options).own, ["--constructor"]);
  const { given, problems } = readInputArguments(["--constructor", "x", "--__proto__=1"], inputs);
  assert.is(given.size, 0);
  assert.is(problems.length, 2);
});

test.run();
