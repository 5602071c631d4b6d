/** What the compiler finds wrong, in the words and with the codes of the server. */

/** Codes of the server's compiler. */
export type CompileErrorCode =
  | "AmbiguousBindingUnionValue"
  | "BranchNodeHasNoCondition"
  | "BranchNodeHasNoDefault"
  | "BranchNodeIdNotFound"
  | "CycleDetected"
  | "DuplicateAlias"
  | "FieldNotFound"
  | "IllegalEnumValue"
  | "IncompatibleBindingUnionValue"
  | "MismatchingBindings"
  | "MismatchingTypes"
  | "NoConditionFound"
  | "NodeReferenceNotFound"
  | "NoNodesFound"
  | "ParameterBoundMoreThanOnce"
  | "ParameterNotBound"
  | "SyntaxError"
  | "TaskReferenceNotFound"
  | "UnreachableNodes"
  | "UnrecognizedValue"
  | "ValueCollision"
  | "ValueRequired"
  | "VariableNameNotFound"
  | "WorkflowReferenceNotFound";

/** One thing that is wrong. */
export interface CompileError {
  readonly code: CompileErrorCode;
  readonly nodeId: string;
  readonly description: string;
}

/** A list that errors are added to. */
export type CompileErrors = CompileError[];

/** All errors, as an answer has them. */
export function compileErrorsText(errors: readonly CompileError[]): string {
  const lines = errors.map(
    ({ code, nodeId, description }, index) =>
      `\tError ${index}: Code: ${code}, Node Id: ${nodeId}, Description: ${description}\n`,
  );
  return `Collected Errors: ${errors.length}\n${lines.join("")}`;
}

/** A field that has to have a value. */
export function valueRequired(nodeId: string, field: string): CompileError {
  return { code: "ValueRequired", nodeId, description: `Value required [${field}].` };
}

/** An input or output without a binding. */
export function parameterNotBound(nodeId: string, name: string): CompileError {
  return { code: "ParameterNotBound", nodeId, description: `Parameter not bound [${name}].` };
}

/** A variable that a node does not have. */
export function variableNameNotFound(nodeId: string, name: string): CompileError {
  return { code: "VariableNameNotFound", nodeId, description: `Variable [${name}] not found on node [${nodeId}].` };
}

/** A value of another type than is expected. */
export function mismatchingTypes(nodeId: string, name: string, from: string, to: string): CompileError {
  return {
    code: "MismatchingTypes",
    nodeId,
    description: `Variable [${name}] (type [${from}]) doesn't match expected type [${to}].`,
  };
}

/** An output that is given to an input of another type. */
export function mismatchingVariables(
  nodeId: string,
  output: { readonly name: string; readonly type: string },
  input: { readonly name: string; readonly type: string },
): CompileError {
  return {
    code: "MismatchingTypes",
    nodeId,
    description: `The output variable '${output.name}' has type [${output.type}], but it's assigned to the input variable '${input.name}' which has type type [${input.type}].`,
  };
}

/** A list or map where the input is neither. */
export function mismatchingBindings(nodeId: string, name: string, expected: string, received: string): CompileError {
  return {
    code: "MismatchingBindings",
    nodeId,
    description: `Input [${name}] on node [${nodeId}] expects bindings of type [${expected}].  Received [${received}]`,
  };
}

/** A task, workflow or launch plan that is not there. */
export function referenceNotFound(kind: "Task" | "Workflow", nodeId: string, reference: string): CompileError {
  return { code: `${kind}ReferenceNotFound`, nodeId, description: `Referenced ${kind} [${reference}] not found.` };
}
