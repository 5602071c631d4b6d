/*
 * A module of tasks registers them when it is loaded, and often nothing uses what it exports. In a package whose package.json
 * says that it has no side effects, bundlers would leave such modules out.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isSource } from "../source-file.ts";

/** webpack and Rspack, as far as they are used here. */
interface RuleCompiler {
  readonly options: { readonly module: { readonly rules: unknown[] } };
}

/** Adds a rule that what `package.json` says does not hold for the sources that may define something. */
export function keepByRule(compiler: RuleCompiler, mayDefine: (file: string) => boolean): void {
  compiler.options.module.rules.unshift({
    test: (file: string) => isSource(file.replaceAll("\\", "/")) && mayDefine(file.replaceAll("\\", "/")),
    sideEffects: true,
  });
}

/** esbuild, as far as it is used here. */
interface ResolvingBuild {
  onResolve(
    options: { readonly filter: RegExp; readonly namespace: string },
    resolve: (request: EsbuildRequest) => Promise<object | undefined>,
  ): void;
  resolve(path: string, options: object): Promise<EsbuildResolution>;
}

interface EsbuildRequest {
  readonly path: string;
  readonly importer: string;
  readonly resolveDir: string;
  readonly kind: string;
  readonly pluginData: unknown;
}

interface EsbuildResolution {
  readonly path: string;
  readonly sideEffects: boolean;
  readonly external: boolean;
  readonly namespace: string;
  readonly suffix: string;
  readonly errors: readonly unknown[];
}

const resolving = Symbol("resolving");

/** Resolves again what sources of such a package import, where it means a source that may define something. */
export function keepByResolution(build: ResolvingBuild, mayDefine: (file: string) => boolean): void {
  const statements = new Map<string, boolean>();
  const saysSideEffects = (importer: string): boolean => {
    const file = findPackageFile(importer);
    if (file === undefined) return false;
    const known = statements.get(file) ?? /"sideEffects"/.test(readFileSync(file, "utf8"));
    statements.set(file, known);
    return known;
  };
  build.onResolve({ filter: /^[.#~@/]/, namespace: "file" }, async (request) => {
    const { path, importer, resolveDir, kind, pluginData } = request;
    if (pluginData === resolving || !isSource(importer) || !saysSideEffects(importer)) return undefined;
    const resolved = await build.resolve(path, {
      importer,
      resolveDir,
      kind,
      namespace: "file",
      pluginData: resolving,
    });
    if (resolved.errors.length > 0 || resolved.external || resolved.sideEffects) return undefined;
    if (!isSource(resolved.path) || !mayDefine(resolved.path)) return undefined;
    return { path: resolved.path, namespace: resolved.namespace, suffix: resolved.suffix, sideEffects: true };
  });
}

/** The nearest package.json, which Deno's `node:module` does not look for. */
function findPackageFile(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}
