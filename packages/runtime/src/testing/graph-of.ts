import { drawGraph as draw, type GraphPicture, graphPicture } from "../compile/index.ts";
import { notAWorkflow } from "../errors/local.ts";
import { show } from "../errors/options.ts";
import { type CallableEntity, describeEntity } from "../graph/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { isEntity } from "./check-entity.ts";

/**
 * What a workflow is made of, as plain data: its nodes with what they run, what they wait for and what they take, in words. For assertions
 * about a graph that hold whatever the values are.
 *
 * @param workflow a workflow, or a launch plan of one
 * @throws TsflyteError of code `not-supported` for anything else, and whatever compiling the workflow throws
 *
 * @example
 * ```ts
 * const { nodes } = await graphOf(report);
 * assert.equal(nodes.map(({ id, entity }) => `${id} ${entity}`), ["n0 flows.load", "n1 flows.render"]);
 * assert.equal(nodes[1]?.inputs, { rows: "n0.o0", title: "inputs.title" });
 * ```
 */
export async function graphOf(workflow: CallableEntity): Promise<GraphPicture> {
  if (!isEntity(workflow)) throw notAWorkflow(show(workflow));
  const entity = isLaunchPlan(workflow) ? workflow.workflow : workflow;
  if (!isWorkflow(entity)) throw notAWorkflow(describeEntity(workflow));
  return graphPicture(entity);
}

/**
 * A workflow as a tree of text, which `tsflyte graph` prints: for a person to read, and to compare with a text in a test.
 *
 * @param workflow a workflow, or a launch plan of one
 *
 * @example
 * ```ts
 * console.log(await drawGraph(report));
 * // workflow flows.report(title)
 * // ├─ n0 flows.load()
 * // ├─ n1 flows.render(rows = n0.o0, title = inputs.title)
 * // └─ → o0 = n1.o0
 * ```
 */
export async function drawGraph(workflow: CallableEntity): Promise<string> {
  return draw(await graphOf(workflow));
}
