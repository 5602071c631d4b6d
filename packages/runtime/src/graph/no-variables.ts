import type { VariablesSchema } from "../metadata/index.ts";

/** No inputs, or no outputs. */
export const noVariables: VariablesSchema = {
  type: "object",
  properties: {},
  required: [],
  additionalProperties: false,
};
