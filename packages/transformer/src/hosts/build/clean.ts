import { rmSync } from "node:fs";
import type { TypeScript } from "../../context.ts";
import { forget } from "./build-record.ts";
import type { Project } from "./project.ts";

/** Removes what builds of the projects wrote, and what they remember. */
export function clean(typescript: TypeScript, projects: readonly Project[]): void {
  for (const { parsed, cache } of projects) {
    forget(cache);
    if (parsed.options.noEmit === true) continue;
    const inputs = new Set(parsed.fileNames);
    for (const input of parsed.fileNames) {
      if (/\.d\.[cm]?ts$/.test(input)) continue;
      for (const output of typescript.getOutputFileNames(parsed, input, !typescript.sys.useCaseSensitiveFileNames)) {
        if (!inputs.has(output)) rmSync(output, { force: true });
      }
    }
  }
}
