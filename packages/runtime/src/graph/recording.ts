/** What compiling needs of graphs, beside what everything needs: reading what a body recorded. */
export { encodeDefault } from "./constants.ts";
export { outputAliases, overriddenMetadata, taskNodeOverrides } from "./overrides.ts";
export { describeReference } from "./reference-facts.ts";
