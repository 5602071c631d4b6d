/** Compiled modules as files that stand for themselves, where nothing compiles or resolves sources any more. */
import { dirname, relative } from "node:path";
import type { TypeScript } from "../context.ts";
import type { CompiledModule } from "./compiled-module.ts";

/** The path of the JavaScript that a source becomes. */
export function emittedPath(source: string): string {
  return source.replace(/\.([cm]?)tsx?$/, ".$1js");
}

/**
 * The text of a compiled module with the files that its sources become in its imports.
 *
 * @param resolve the source that an import means; undefined for anything that is no source of the project
 */
export function emitModule(
  typescript: TypeScript,
  { source }: Pick<CompiledModule, "source">,
  file: string,
  resolve: (specifier: string) => string | undefined,
): string {
  const { importedFiles } = typescript.preProcessFile(source, true, true);
  let text = source;
  for (const { fileName, pos } of [...importedFiles].sort((a, b) => b.pos - a.pos)) {
    const start = pos + 1;
    const target = resolve(fileName);
    if (target === undefined || text.slice(start, start + fileName.length) !== fileName) continue;
    const path = relative(dirname(file), emittedPath(target)).replaceAll("\\", "/");
    text = `${text.slice(0, start)}${path.startsWith("../") ? path : `./${path}`}${text.slice(start + fileName.length)}`;
  }
  return text;
}
