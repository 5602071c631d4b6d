/**
 * Everything that the transformer can say: one function a finding, each with a number of its own.
 *
 * @module
 */
export * from "./call-findings.ts";
export type { Finding, Flaw, Problem } from "./finding.ts";
export * from "./misuse-findings.ts";
export { toDiagnostic } from "./to-diagnostic.ts";
export * from "./type-findings.ts";
