/** The active scope, the recorder of calls, references and bindings. */
export { bindValue, type GraphBinding } from "./bindings.ts";
export { callEntity } from "./call-entity.ts";
export { type CallableEntity, describeEntity, sourceOf } from "./callable-entity.ts";
export { CallableObject, isInstance } from "./callable-object.ts";
export { checkDocs, checkRetries, checkSwitch, checkText, checkTexts } from "./check-options.ts";
export { encodeDefault } from "./constants.ts";
export { type AnyFunction, type Definition, readDefinition } from "./definition.ts";
export { type Invocation, isRecordedCall } from "./invocation.ts";
export { type LocalHost, localHost, provideLocalHost } from "./local-host.ts";
export {
  type NodeOverrides,
  outputAliases,
  overriddenMetadata,
  taskNodeOverrides,
} from "./overrides.ts";
export type { RecordedNode } from "./recorded-node.ts";
export { Recorder } from "./recorder.ts";
export { describeReference, type ReferenceFacts, type ReferenceOwner } from "./reference.ts";
export { findEntity, registerEntity, registeredEntities } from "./registry.ts";
export { argumentsFrom, outputsByName } from "./results.ts";
export { recordWith, runOutside } from "./scope.ts";
export { settleDeep } from "./settle-deep.ts";
export type { CallArguments, Callable, Input } from "./typed-calls.ts";
