/** What compiling needs of graphs, beside what everything needs: reading what a body recorded. */
export { isArrayCall } from "./array-call.ts";
export { caseNodes, isBranch, operandName } from "./branch.ts";
export { encodeDefault } from "./constants.ts";
export { isGateCall } from "./gate-call.ts";
export { outputAliases, overriddenMetadata, taskNodeOverrides } from "./overrides.ts";
export { describeReference } from "./reference-facts.ts";
