import { describeEntity, sourceOf } from "../graph/index.ts";
import { checkConstraints, decodeVariables, fetchStored, hasConstraints } from "../literals/index.ts";
import type { LiteralMap } from "../model/index.ts";
import type { FileAccess } from "../types/index.ts";
import type { CompilableWorkflow } from "../workflow/index.ts";

/**
 * Holds the literals at a workflow's edge to the constraints of its own schemas: they may be narrower than those of the tasks inside.
 * Literals are decoded only where there is something to check.
 */
export async function checkBoundary(
  workflow: CompilableWorkflow,
  literals: LiteralMap,
  role: "input" | "output",
  access: FileAccess,
): Promise<void> {
  const schema = role === "input" ? workflow.embedded.inputs : workflow.embedded.outputs;
  if (workflow.options.validate === false || !hasConstraints(schema)) return;
  const place = { entity: describeEntity(workflow), source: sourceOf(workflow.embedded), role };
  const values = decodeVariables(schema, await fetchStored(literals, access), place, access);
  await checkConstraints(schema, values, place, workflow.options.validate);
}
