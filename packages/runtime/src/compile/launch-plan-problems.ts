import type { GraphProblem } from "../errors/graph.ts";
import type { LaunchableWorkflow } from "../workflow/index.ts";
import { annotationProblems, labelProblems } from "./label-problems.ts";
import { nameProblems } from "./name-problems.ts";
import { queryProblems } from "./query-problems.ts";

/** What the server would refuse of a launch plan, or fail with in every execution. */
export function launchPlanProblems(plan: LaunchableWorkflow): readonly GraphProblem[] {
  const { labels = {}, annotations = {}, queries = {} } = plan.options;
  return [
    ...nameProblems(plan.name),
    ...scheduleProblems(plan),
    ...labelProblems(labels),
    ...annotationProblems(annotations),
    ...queryProblems(queries),
  ];
}

/** Nobody is there to give inputs when a schedule starts an execution. */
function scheduleProblems({ options, embedded, workflow }: LaunchableWorkflow): readonly GraphProblem[] {
  const { schedule } = options;
  if (schedule === undefined) return [];
  const queries = { ...workflow.options.queries, ...options.queries };
  return embedded.inputs.required
    .filter((name) => name !== schedule.kickoffTimeInputArg && !Object.hasOwn(queries, name))
    .map((name) => ({
      text: `it has a schedule, and its input "${name}" has no value`,
      remedy: "give it one in defaultInputs or fixedInputs",
    }));
}
