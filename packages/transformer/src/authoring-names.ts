import type { MetadataKind, ValueMetadata } from "@tsflyte/runtime/metadata";

/** The npm package whose functions are recognised. */
export const runtimePackage = "@tsflyte/runtime";

/** What a name of the runtime makes, and where a call of it says its types. */
export type Authoring =
  | { readonly kind: MetadataKind; readonly types: "function" }
  | { readonly kind: MetadataKind; readonly types: "function-type" }
  | { readonly kind: ValueMetadata["kind"]; readonly types: "value-type" };

/** The functions of the runtime that take metadata. Another one is one more line here. */
const functions: ReadonlyMap<string, Authoring> = new Map<string, Authoring>([
  ["task", { kind: "task", types: "function" }],
  ["dynamic", { kind: "dynamic", types: "function" }],
  ["eager", { kind: "eager", types: "function" }],
  ["workflow", { kind: "workflow", types: "function" }],
  ["referenceTask", { kind: "reference-task", types: "function-type" }],
  ["referenceLaunchPlan", { kind: "reference-launch-plan", types: "function-type" }],
  ["referenceWorkflow", { kind: "reference-workflow", types: "function-type" }],
  ["containerTask", { kind: "container-task", types: "function-type" }],
  ["shellTask", { kind: "shell-task", types: "function-type" }],
  ["sqlTask", { kind: "sql-task", types: "function-type" }],
  ["waitForInput", { kind: "value", types: "value-type" }],
]);

/** The methods that do, by their own name. */
const methods: ReadonlyMap<string, { readonly owner: string; readonly authoring: Authoring }> = new Map([
  ["addInput", { owner: "ImperativeWorkflow", authoring: { kind: "value", types: "value-type" } }],
]);

/** The names of all methods that take metadata. */
export const methodNames: readonly string[] = [...methods.keys()];

/** What an exported function of the runtime makes, or undefined where it takes no metadata. */
export function readFunctionName(exportedName: string): Authoring | undefined {
  return functions.get(exportedName);
}

/** What a method of a class of the runtime makes, or undefined where it takes no metadata. */
export function readMethodName(className: string, name: string): Authoring | undefined {
  const method = methods.get(name);
  return method?.owner === className ? method.authoring : undefined;
}
