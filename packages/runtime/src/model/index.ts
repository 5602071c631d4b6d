/** Flyte's concepts as plain readonly data, named as flyteidl names them. */
export type * from "./array-node.ts";
export type * from "./artifact.ts";
export type * from "./binding.ts";
export type * from "./branch-node.ts";
export type * from "./dynamic-job.ts";
export type * from "./error-document.ts";
export type * from "./gate-node.ts";
export type * from "./identifier.ts";
export type * from "./launch-plan.ts";
export type * from "./literal.ts";
export type * from "./literal-type.ts";
export type * from "./resources.ts";
export type * from "./spec.ts";
export type * from "./task-template.ts";
export type * from "./workflow-template.ts";
