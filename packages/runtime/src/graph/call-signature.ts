/** Signatures of what has no metadata of its own: branches, maps and gates. */
import type { SourceMetadata, VariablesSchema } from "../metadata/index.ts";

/** No inputs, or no outputs. */
export const noVariables: VariablesSchema = {
  type: "object",
  properties: {},
  required: [],
  additionalProperties: false,
};

/** A position `file:line:column` of the user's code as metadata say it. */
export function sourceAt(position: string | undefined): SourceMetadata {
  const [, file = "(unknown)", line = "0", column = "0"] = /^(.*):(\d+):(\d+)$/s.exec(position ?? "") ?? [];
  return { file, line: Number(line), column: Number(column) };
}
