import type { MetadataKind } from "@tsflyte/runtime/metadata";

/** The npm package whose functions are recognised. */
export const runtimePackage = "@tsflyte/runtime";

/** The functions of the runtime that take metadata, and what they make. Another one is one more line here. */
const authoringNames: ReadonlyMap<string, MetadataKind> = new Map([
  ["task", "task"],
  ["dynamic", "dynamic"],
  ["eager", "eager"],
  ["workflow", "workflow"],
]);

/** What an exported function of the runtime makes, or undefined where it takes no metadata. */
export function readKind(exportedName: string): MetadataKind | undefined {
  return authoringNames.get(exportedName);
}
