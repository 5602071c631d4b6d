import { dirname } from "node:path";
import type ts from "typescript";
import { runtimePackage } from "../../authoring-names.ts";
import type { TypeScript } from "../../context.ts";
import type { FileTexts } from "./file-texts.ts";

/** Finds out, without a program, whether a file can call the runtime at all. */
export interface RuntimeSearch {
  /** Whether a file or one that it imports names the runtime. Packages count when they depend on it. */
  reaches(file: string, text: string): boolean;
  /** Files changed: what was found may hold no more. */
  forget(): void;
}

/**
 * Whether a text can use anything of the runtime by itself or through an import. It may say yes where there is only a
 * comment; a no is certain.
 */
export function mayImport(text: string): boolean {
  return /\bimport\b|\brequire\b/.test(text);
}

/**
 * A name of the runtime may come through re-exports, so a file that does not name the package is followed along its
 * imports, by their text.
 */
export function createRuntimeSearch(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  texts: FileTexts,
): RuntimeSearch {
  const { sys } = typescript;
  const dependent = new Map<string, boolean>();
  const answers = new Map<string, boolean>();
  const createCache = (): ts.ModuleResolutionCache =>
    typescript.createModuleResolutionCache(sys.getCurrentDirectory(), (name) => name, options);
  let cache = createCache();

  /** Whether the package that a file was installed with depends on the runtime. */
  const isDependent = (folder: string): boolean => {
    const known = dependent.get(folder);
    if (known !== undefined) return known;
    const file = `${folder}/package.json`;
    const parent = dirname(folder);
    const answer = sys.fileExists(file)
      ? (sys.readFile(file) ?? "").includes(`"${runtimePackage}"`)
      : parent !== folder && isDependent(parent);
    dependent.set(folder, answer);
    return answer;
  };
  const search = (file: string, text: string, seen: Set<string>): boolean => {
    if (text.includes(runtimePackage)) return true;
    if (!mayImport(text) && !/\bfrom\b/.test(text)) return false;
    for (const { fileName } of typescript.preProcessFile(text, true, true).importedFiles) {
      const { resolvedModule } = typescript.resolveModuleName(fileName, file, options, sys, cache);
      if (resolvedModule === undefined) continue;
      const target = resolvedModule.resolvedFileName;
      if (seen.has(target)) continue;
      seen.add(target);
      if (target.includes("/node_modules/")) {
        if (isDependent(dirname(target))) return true;
        continue;
      }
      const known = answers.get(target);
      if (known ?? search(target, texts.read(target) ?? "", seen)) return true;
    }
    return false;
  };
  return {
    reaches(file, text) {
      const seen = new Set([file]);
      const answer = search(file, text, seen);
      // Where nothing was found, nothing can be found from any file on the way either.
      if (!answer) for (const visited of seen) answers.set(visited, false);
      return answer;
    },
    forget() {
      answers.clear();
      dependent.clear();
      cache = createCache();
    },
  };
}
