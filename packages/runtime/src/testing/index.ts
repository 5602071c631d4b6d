/**
 * For tests of workflows: running them with outputs given and tasks replaced, looking at their graphs, and telling tasks what they ask of
 * their context.
 *
 * @module
 */
export type { GraphPicture, PictureCase, PictureKind, PictureNode } from "../compile/index.ts";
export type { TypedEntity } from "../graph/index.ts";
export type { GateAnswerer, GateRequest, LocalRunOptions, NodeFacts, RetryDelay, RunEvent } from "../local/index.ts";
export { drawGraph, graphOf } from "./graph-of.ts";
export { type Mock, type MockedFunction, type MockResult, mockTask } from "./mock-task.ts";
export { fixedOutput, runWorkflow } from "./run-workflow.ts";
export { type ContextDouble, withContext } from "./with-context.ts";
