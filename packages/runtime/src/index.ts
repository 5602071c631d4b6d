/**
 * Flyte workflows written in TypeScript: what a user's code imports.
 *
 * @module
 */
import { provideLocalHost } from "./graph/local-host.ts";
import { provideStructComposer } from "./graph/struct-composer.ts";
import { provideDynamicCompiler } from "./task/dynamic-compiler.ts";
import { provideEagerHost } from "./task/eager-host.ts";

export {
  type Checkpoint,
  type CheckpointPlaces,
  currentContext,
  type Deck,
  type DeckField,
  type Decks,
  type ExecutionId,
  type Html,
  type HtmlTag,
  html,
  type LogFields,
  type Logger,
  type RunFacts,
  type SecretLocation,
  type Secrets,
  type TaskContext,
  type TaskId,
  type Timeline,
} from "./context/index.ts";
// What the types above are made of.
export type { SecretSurroundings } from "./context/secrets.ts";
// For whoever extends the library or writes tools on it: the classes behind the functions above, and Flyte's concepts.
export type { ErrorFacts, errorCodes } from "./errors/index.ts";
// For whoever writes tasks and workflows.
export { type ErrorCode, TsflyteError } from "./errors/index.ts";
export { IgnoreOutputs, RecoverableError } from "./errors/user-errors.ts";
export type { BranchRecorder, Case } from "./graph/branch-recorder.ts";
export type { RegisteredName } from "./graph/callable-entity.ts";
export type { Widened } from "./graph/condition.ts";
export type {
  AnyFunction,
  CallArguments,
  Callable,
  CallableEntity,
  CallableObject,
  CallSignature,
  DefinedEntity,
  Definition,
  DocumentedOptions,
  EntityDefinition,
  GraphBinding,
  Input,
  Invocation,
  NodeOverrides,
  RecordedNode,
  Recorder,
  ReferenceFacts,
  ReferenceOwner,
  TypedEntity,
  WorkflowGraph,
} from "./graph/index.ts";
export {
  and,
  type Bound,
  bound,
  type Condition,
  type ConditionFacts,
  eq,
  type Failure,
  fail,
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
} from "./graph/index.ts";
export type { LocalHost } from "./graph/local-host.ts";
export type { RecordingScope } from "./graph/recorded-node.ts";
export type { NodePrefix, RecorderSurroundings, Section } from "./graph/recorder.ts";
export type { Redirection } from "./graph/redirect.ts";
export type { StructComposer, StructParts } from "./graph/struct-composer.ts";
export type { Outbox, UploadWriter } from "./literals/outbox.ts";
export type * from "./metadata/index.ts";
export type * from "./model/index.ts";
export type { LaunchPlan as RegistrableLaunchPlan } from "./model/index.ts";
export type {
  A100Partition,
  A100With80GbPartition,
  Accelerators,
  PartitionableAccelerator,
} from "./settings/accelerators.ts";
export { type Accelerator, accelerators } from "./settings/accelerators.ts";
export {
  type Artifact,
  type ArtifactOptions,
  type ArtifactPartitions,
  type ArtifactQuery,
  artifact,
  type InputOf,
  inputOf,
  type ProducedArtifact,
} from "./settings/artifact.ts";
export type { DurationInput } from "./settings/duration.ts";
export { type ImageOptions, type ImageSpec, image } from "./settings/image-spec.ts";
export type { Image, ImageConfig, SerializationSettings } from "./settings/index.ts";
export type { PodTemplate } from "./settings/pod-template.ts";
export type { Quantity, ResourceOptions, ResourceRanges, Resources } from "./settings/resources.ts";
export type { BundledCode, CodeArchive } from "./settings/serialization-settings.ts";
export type { StorageConnection, StorageOptions } from "./storage/index.ts";
export { type StorageAccessOptions, storageAccess } from "./storage-access.ts";
export {
  type AutoContainerOptions,
  AutoContainerTask,
  BaseTask,
  type BaseTaskOptions,
  type CacheOptions,
  type CachePolicy,
  type CommandFunction,
  ContainerTask,
  type ContainerTaskOptions,
  type CreateEagerHost,
  containerTask,
  type DynamicJob,
  type DynamicOptions,
  type DynamicOutcome,
  dynamic,
  type EagerHost,
  type EagerOptions,
  type ExecutableTask,
  type ExecutionContext,
  type ExecutionMode,
  type ExecutionResult,
  eager,
  FunctionTask,
  functionBodyPolicy,
  type InputValidators,
  type LocalExecutionMode,
  type MapArgument,
  type MapArguments,
  type MapCallable,
  type MapMetadata,
  type MapOptions,
  type Mappable,
  type MapResult,
  mapTask,
  type NamedTaskOptions,
  type PartialMapOptions,
  provideEagerHost,
  type RegistrableTask,
  type ResolvableTask,
  registerTaskPlugin,
  registerTaskResolver,
  type SecretOptions,
  ShellTask,
  type ShellTaskOptions,
  SqlTask,
  type SqlTaskOptions,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  shellTask,
  sqlTask,
  type Task,
  type TaskConfigKey,
  type TaskOptions,
  type TaskPlugin,
  type TaskResolver,
  task,
  type VersionParameters,
} from "./task/index.ts";
export type { MapInputs } from "./task/map-callable.ts";
export type { DocsFormat, DocsOptions, FileAccess } from "./types/index.ts";
export {
  type Coded,
  type ColumnKind,
  type ColumnRule,
  FlyteDirectory,
  FlyteError,
  FlyteFile,
  type Int,
  type Outputs,
  registerCodec,
  Temporal,
  type UserCodec,
} from "./types/index.ts";
export {
  type ArrowColumn,
  type ArrowTable,
  type DatasetFormat,
  type DatasetSource,
  StructuredDataset,
} from "./types/structured-dataset.ts";
export type { CompilableWorkflow, LaunchableWorkflow } from "./workflow/compilable-workflow.ts";
export type { NodeChanges } from "./workflow/imperative-node.ts";
export type { CallableByName, CallByName } from "./workflow/imperative-workflow.ts";
export {
  type AddedInputs,
  type AddedNode,
  approve,
  type CronOptions,
  cron,
  FunctionWorkflow,
  fixedRate,
  type GateOptions,
  ImperativeNode,
  ImperativeWorkflow,
  type LaunchPlan,
  type LaunchPlanOptions,
  launchPlan,
  type NodeOutputs,
  type PlainLaunchPlanOptions,
  ReferenceEntity,
  type ReferenceLaunchPlan,
  type ReferenceOptions,
  type ReferenceTask,
  type ReferenceWorkflow,
  referenceLaunchPlan,
  referenceTask,
  referenceWorkflow,
  type ScheduleOptions,
  sleep,
  type When,
  type WhenOptions,
  type WithInputsLeftOut,
  type Workflow,
  type WorkflowDefaults,
  WorkflowLaunchPlan,
  type WorkflowOptions,
  waitForInput,
  when,
  workflow,
} from "./workflow/index.ts";
export type { ReferenceKind } from "./workflow/reference-entity.ts";
export type { LeftOut } from "./workflow/workflow-launch-plan.ts";

provideLocalHost(async () => (await import("./local/index.ts")).localEngine);
provideStructComposer(async () => (await import("./task/compose-task.ts")).composeStruct);
provideDynamicCompiler(async () => (await import("./compile/dynamic-job.ts")).compileDynamic);
provideEagerHost(async () => (await import("./execute/eager-executions.ts")).createEagerHost);
