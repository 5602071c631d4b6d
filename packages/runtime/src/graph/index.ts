/**
 * What defining and running entities needs of graphs: calls, the active scope, the registry. Recording has an entry of its own,
 * `recording.ts`, because a container that runs a task records nothing.
 */
export type { ArrayCall } from "./array-call.ts";
export type { GraphBinding } from "./bindings.ts";
export { Bound, bound } from "./bound.ts";
export type { Branch, GraphCondition, GraphOperand } from "./branch.ts";
export {
  type CallableEntity,
  type CallSignature,
  describeEntity,
  type RegisteredName,
  sourceOf,
  type TypedEntity,
} from "./callable-entity.ts";
export { type CallableObject, isInstance } from "./callable-object.ts";
export { checkDocs, checkObject, checkRetries, checkSwitch, checkText, checkTexts } from "./check-options.ts";
export { checkPodTemplate } from "./check-pod-template.ts";
export {
  and,
  Condition,
  type ConditionFacts,
  eq,
  ge,
  gt,
  isFalse,
  isNone,
  isTrue,
  le,
  lt,
  ne,
  type Ordered,
  or,
} from "./condition.ts";
export { loadBeforeBodies } from "./constructs.ts";
export { DefinedEntity, type DocumentedOptions, type EntityDefinition } from "./defined-entity.ts";
export { type AnyFunction, type Definition, readDefinition, readTypedDefinition } from "./definition.ts";
export { Failure, fail } from "./failure.ts";
export type { GateCall } from "./gate-call.ts";
export { type Invocation, runningInvocation } from "./invocation.ts";
export { type LocalHost, localHost, provideLocalHost } from "./local-host.ts";
export { noVariables } from "./no-variables.ts";
export type { NodeOverrides } from "./overrides.ts";
export type { WorkflowGraph } from "./record-body.ts";
export type { RecordedNode } from "./recorded-node.ts";
export type { Recorder } from "./recorder.ts";
export type { ReferenceFacts, ReferenceOwner } from "./reference-facts.ts";
export { countEntities, findEntity, registerEntity, registeredEntities } from "./registry.ts";
export { argumentsFrom, outputsByName } from "./results.ts";
export { RunningBranch } from "./running-branch.ts";
export { activeRecorder, runOutside } from "./scope.ts";
export { provideStructComposer, type StructComposer, type StructParts } from "./struct-composer.ts";
export type { CallArguments, Callable, Input } from "./typed-calls.ts";
