// A task as the transformer leaves it, with constraints.
import { task } from "@tsflyte/runtime";

export const bounded = task((a) => a + 1, {
  version: 1,
  kind: "task",
  module: "bounded",
  name: "bounded",
  source: { file: "bounded.ts", line: 3, column: 24 },
  inputStyle: "positional",
  outputStyle: "value",
  inputs: {
    type: "object",
    properties: { a: { type: "integer", minimum: 0, maximum: 1000 } },
    required: ["a"],
    additionalProperties: false,
  },
  outputs: {
    type: "object",
    properties: { o0: { type: "integer", minimum: 1 } },
    required: ["o0"],
    additionalProperties: false,
  },
});
