// A task as the transformer leaves it.
import { task } from "@tsflyte/runtime";

export const increment = task((a) => a + 1, {
  version: 1,
  kind: "task",
  module: "increment",
  name: "increment",
  source: { file: "increment.ts", line: 3, column: 26 },
  inputStyle: "positional",
  outputStyle: "value",
  inputs: { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false },
  outputs: { type: "object", properties: { o0: { type: "integer" } }, required: ["o0"], additionalProperties: false },
});
