/** Outputs that are given to a run instead of being made by it. */
import { unknownOutputs } from "../errors/local.ts";
import { type CallableEntity, describeEntity } from "../graph/index.ts";
import { isArrayCall } from "../graph/recording.ts";
import { isTask } from "../task/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { planOf } from "./plan.ts";

/**
 * Throws where outputs are given for something that a run does not have. Nodes of dynamic tasks and elements of arrays are known only
 * when they run, so whatever stands below a node that exists is taken.
 */
export async function checkGivenOutputs(
  entity: CallableEntity,
  outputs: { readonly [nodeOrEntity: string]: unknown } | undefined,
): Promise<void> {
  if (outputs === undefined) return;
  if (isTask(entity) && "executionMode" in entity && entity.executionMode !== "default") return;
  const known = new Set<string>();
  await collect(entity, "", known);
  for (const key of Object.keys(outputs)) {
    if (known.has(key)) continue;
    const below = [...known].some((node) => key.startsWith(`${node}/`) || key.startsWith(`${node}[`));
    if (!below) throw unknownOutputs(key, describeEntity(entity), [...known]);
  }
}

async function collect(entity: CallableEntity, path: string, known: Set<string>): Promise<void> {
  known.add(entity.name);
  const workflow = isLaunchPlan(entity) ? entity.workflow : entity;
  if (!isWorkflow(workflow)) return;
  known.add(workflow.name);
  for (const [id, call] of (await planOf(workflow)).calls) {
    known.add(`${path}${id}`);
    await collect(isArrayCall(call) ? innermost(call.target) : call, `${path}${id}/`, known);
  }
}

/** A map task runs another. */
function innermost(entity: CallableEntity): CallableEntity {
  return "target" in entity ? (entity.target as CallableEntity) : entity;
}
