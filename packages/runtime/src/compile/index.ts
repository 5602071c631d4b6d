/** From entities to a closed set of templates, and what the server would refuse of them. */
export { closureOf } from "./closure.ts";
export { defaultLaunchPlan } from "./default-launch-plan.ts";
export { calledBy, nodesWithin } from "./dependencies.ts";
export { drawGraph } from "./draw-graph.ts";
export { findCircles } from "./find-circles.ts";
export {
  type GraphPicture,
  graphPicture,
  type PictureCase,
  type PictureKind,
  type PictureNode,
} from "./graph-picture.ts";
export { mermaidGraph } from "./mermaid-graph.ts";
export { identifierFor } from "./node-template.ts";
export { specsOf } from "./specs.ts";
export { taskTemplate } from "./task-template.ts";
export { problemsOf, runProblemsOf } from "./validate.ts";
export { workflowTemplate } from "./workflow-template.ts";
