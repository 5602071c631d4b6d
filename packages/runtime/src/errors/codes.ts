/**
 * Every code that a {@link TsflyteError} can have, with what it is about. The set is closed: a new error gets a new
 * line here and a function in one of the files beside this one.
 */
export const errorCodes = {
  // transforming and loading
  "not-compiled": "task() or workflow() ran without the metadata that the transformer embeds",
  "stale-build":
    "the metadata was written by a newer transformer than this runtime reads, or does not fit the function",
  "duplicate-entity": "two entities have one name",
  "module-not-found": "the module that should define an entity cannot be loaded",
  "entity-not-found": "no entity of that name is defined by the loaded modules",
  "source-problems": "a source cannot be compiled: what it says, or what should compile it, is wrong",
  "build-failed": "a project has errors, which were printed",
  "module-failed": "a module threw while it was loaded",
  "invalid-option": "an option of task(), workflow() or .with() has a value that it cannot have",
  // values
  "wrong-type": "a value is not of the type that the interface declares",
  "missing-input": "an input without a default was not given",
  "unknown-input": "an input was given that the interface does not have",
  "file-not-found": "a file or folder that a value refers to does not exist",
  "unsupported-scheme": "no storage is known for the scheme of a URI",
  "storage-failed": "storage refused or failed to read or write",
  "bad-document": "a file that should hold a protobuf message holds something else",
  "unsupported-type": "a Flyte type has no counterpart here",
  "unknown-codec": "a type names a codec that nobody registered",
  "bad-data": "stored data is not what its type says",
  "missing-library": "an optional library that reads or writes a format is not installed",
  // graphs
  "reference-misuse": "a value that exists only at run time was used while the workflow is compiled",
  "bad-reference": "a reference was indexed in a way that its type does not have",
  "bad-branch": "a branch of a workflow has a condition or a case that it cannot have",
  "bad-map": "a map over a task was made or called in a way that it cannot be",
  "bad-gate": "a gate was given something that it cannot wait for",
  "wrong-output": "a workflow returned something that its outputs cannot be bound to",
  "workflow-cycle": "workflows call each other in a circle, or nodes wait for each other",
  "compile-problems": "a workflow has problems that the server would refuse",
  "workflow-body": "the body of a workflow threw while it was compiled",
  // running
  "task-failed": "a task of a local run failed",
  "timed-out": "a task or a gate took longer than it may",
  cancelled: "a run or a call was cancelled",
  "user-provided-error": "no condition of a branch held, and its last case is an error",
  "unequal-lengths": "the lists that are mapped over differ in length",
  "gate-unanswered": "a gate waits for an answer that nobody can give",
  disapproved: "somebody was asked to approve, and did not",
  "outside-task": "something was asked about a run where no task is running",
  "secret-not-found": "a secret that a task reads is not there",
  "no-checkpoint": "a checkpoint cannot be written or read here",
  "no-image": "a task has no container image",
  "unknown-image": "a task uses an image that is not configured",
  "bad-project": "a project cannot be put into an image as it is",
  "no-builder": "no program is there that builds images",
  "image-failed": "an image cannot be built, pushed or looked up",
  "not-supported": "something that the entity's kind does not do",
  // the platform's API
  "not-found": "the platform has nothing of that name",
  "already-exists": "the platform has it already, and it is the same",
  "different-structure": "something else is registered under that name and version",
  unauthenticated: "the platform does not know who calls",
  "permission-denied": "the platform does not let the caller do this",
  unavailable: "the platform cannot be reached",
  "deadline-exceeded": "the platform did not answer in time",
  "invalid-request": "the platform refuses what it was sent",
  "resource-exhausted": "a request is larger, or comes more often, than the platform allows",
  "call-failed": "the platform failed",
  "bad-config": "the client's configuration cannot be read, or has a value that it cannot have",
  "login-failed": "no token could be had",
  "execution-failed": "an execution failed, was aborted, or took too long",
  "execution-running": "an execution has not ended yet",
  // command line
  "bad-argument": "the command line has an argument that it cannot have",
  "bad-input": "an input on the command line is missing, unknown, or not of its type",
  "bad-path": "a path on the command line leads to nothing that can be loaded",
  "output-exists": "a file that would be written exists already",
} as const;

/** The code of a {@link TsflyteError}. */
export type ErrorCode = keyof typeof errorCodes;
