import type { Context } from "./context.ts";
import { type Finding, notStrict, staleMetadata } from "./diagnostics/index.ts";

/** What is wrong with the compiler's options, so that no metadata could be relied on. */
export function checkOptions({ ts, program, allowStaleMetadata }: Context): readonly Finding[] {
  const options = program.getCompilerOptions();
  const findings: Finding[] = [];
  if (!(options.strictNullChecks ?? options.strict ?? isStrictByDefault(ts.version))) findings.push(notStrict());
  const isolated = (["verbatimModuleSyntax", "isolatedModules"] as const).find((name) => options[name] === true);
  const incremental = (["watch", "composite", "incremental"] as const).find((name) => options[name] === true);
  if (isolated !== undefined && incremental !== undefined && !allowStaleMetadata) {
    findings.push(staleMetadata(isolated, incremental));
  }
  return findings;
}

/** TypeScript 6 is strict unless told otherwise, 5.9 is not. */
function isStrictByDefault(version: string): boolean {
  return Number.parseInt(version, 10) >= 6;
}
