/** One file with everything that containers need: the project's modules, the packages that they import, and what runs tasks. */
import { join } from "node:path";
import type { OutputChunk, Plugin, RolldownOptions } from "rolldown";
import { closureOf } from "../compile/index.ts";
import { bundleProblems, externalMissing, nothingToBundle } from "../errors/bundles.ts";
import { TsflyteError } from "../errors/index.ts";
import { type CallableEntity, registeredEntities } from "../graph/index.ts";
import { type CopiedFile, type CopiedPackage, filesOfPackages, packagesBeside } from "./copy-packages.ts";
import { applyEdits, asciiEdits, builtinEdits, type MappedCode } from "./edit-output.ts";
import { type ExternalPackage, externalPlugin } from "./external-packages.ts";
import { hasDirectCalls } from "./find-calls.ts";
import { loadBundler } from "./load-bundler.ts";
import { type BundleManifest, manifestOf } from "./manifest.ts";
import { type ModuleTree, moduleTree, stemOf } from "./module-tree.ts";
import { allNeeds, type CodeFacts, type Needs, needsOf } from "./needs.ts";
import { outputMap } from "./output-map.ts";
import { preparedValidators } from "./prepare-validators.ts";
import { projectOf } from "./project.ts";
import { runtimePlugin, runtimePrefix } from "./runtime-plugin.ts";
import { scriptForm, scriptModule } from "./script-form.ts";
import { sourcePlugin } from "./source-plugin.ts";

/** How a bundle is made. */
export interface BundleOptions {
  /** The name of the file: `flows.mjs`. */
  readonly file: string;
  readonly minify: boolean;
  /** Packages that stay outside, besides those that must. */
  readonly externals: readonly string[];
  /** Whether packages that stay outside are copied beside the file. */
  readonly copy: boolean;
  /** Whether everything of this package is in it, needed or not. */
  readonly whole: boolean;
}

/** What was made. Nothing of it tells on which machine, or where. */
export interface Bundle {
  readonly file: string;
  readonly code: string;
  /** The source map, as JSON. */
  readonly map: string;
  readonly manifest: BundleManifest;
  /** The packages that lie beside the file, with what they depend on. */
  readonly packages: readonly CopiedPackage[];
  readonly copied: readonly CopiedFile[];
}

const entryId = "tsflyte:entry";
const validatorsId = "tsflyte:validators";

/**
 * Bundles modules.
 *
 * @param entries the modules, as absolute paths
 * @param entities what they define
 * @throws `missing-library` where the bundler or an external package is not installed, `source-problems` for what cannot be bundled,
 *   `not-supported` for native code of another system
 */
export async function bundle(
  entries: readonly string[],
  entities: readonly CallableEntity[],
  options: BundleOptions,
): Promise<Bundle> {
  const [entry] = entries;
  if (entry === undefined || entities.length === 0) throw nothingToBundle(entries);
  const project = projectOf(entry);
  // What only tasks call has schemas, too.
  const closure = [...new Set([...(await closureOf(entities)), ...registeredEntities()])];
  const validators = await preparedValidators(closure);
  const tree = moduleTree();
  const attempt = async (code: CodeFacts): Promise<Built> => {
    const found = needsOf(closure, { dependencies: project.dependencies, ...code });
    const needs = options.whole ? allNeeds(found) : found;
    return build({ entries, closure, validators, tree, needs, known: code, folder: project.folder, options });
  };
  // What the modules call and use is known when all of them have been read.
  const first = await attempt({ calls: false, temporal: false, classes: false });
  const built = isComplete(first) ? first : await attempt(first.code);
  const { chunk, externals } = built;
  const edited = editOutput(chunk, built.parse, options);
  const map = outputMap(edited, chunk.map?.sources ?? [], { tree, folder: project.folder, file: options.file });
  const code = `${edited.code.trimEnd()}\n//# sourceMappingURL=${options.file}.map\n`;
  const packages = options.copy ? packagesBeside(externals) : [];
  return {
    file: options.file,
    code,
    map: map.text,
    manifest: manifestOf({
      file: options.file,
      code,
      entities: closure,
      externals,
      packages,
      sizes: map.sizes,
      bundler: built.version,
    }),
    packages,
    copied: filesOfPackages(packages),
  };
}

/** The bundler's output as it is written. Without minifying it is to be read, and stays a module. */
function editOutput({ code, map }: OutputChunk, parse: Built["parse"], { minify }: BundleOptions): MappedCode {
  const program = parse(code);
  const builtins = builtinEdits(code);
  const form = minify ? scriptForm(code, program, builtins) : undefined;
  const before = [...builtins, ...(form?.edits ?? [])];
  const isOutside = (at: number): boolean => before.every(({ start, end }) => at < start || at >= end);
  const edits = [...before, ...asciiEdits(code, program).filter(({ start }) => isOutside(start))];
  const { code: text, mappings } = applyEdits({ code, mappings: map?.mappings ?? "" }, edits);
  // The bundler names a map of its own.
  const edited = { code: text.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n"), mappings };
  return form === undefined ? edited : scriptModule(edited, form);
}

interface Built {
  readonly chunk: OutputChunk;
  readonly externals: readonly ExternalPackage[];
  readonly known: CodeFacts;
  /** What the modules turned out to do. */
  readonly code: CodeFacts;
  /** The bundler's. */
  readonly version: string;
  parse(code: string): object;
}

interface BuildFacts {
  readonly entries: readonly string[];
  readonly closure: readonly CallableEntity[];
  readonly validators: string | undefined;
  readonly tree: ModuleTree;
  readonly needs: Needs;
  /** What was known of the code before. */
  readonly known: CodeFacts;
  readonly folder: string;
  readonly options: BundleOptions;
}

/** Whether the bundle has all that its modules turned out to need. */
function isComplete({ known, code }: Built): boolean {
  return (known.calls || !code.calls) && (known.temporal || !code.temporal) && (known.classes || !code.classes);
}

async function build(facts: BuildFacts): Promise<Built> {
  const { entries, closure, validators, tree, needs, known, folder, options } = facts;
  const { rolldown, parseAst, version } = await loadBundler(entries[0] ?? "");
  const externals = new Map<string, ExternalPackage>();
  const problems: string[] = [];
  const code = { calls: false, temporal: false, classes: false };
  const isOwn = (id: string): boolean => !id.includes("/node_modules/") && stemOf(tree, id) === undefined;
  const watch: Plugin = {
    name: "tsflyte-calls",
    transform(text, id) {
      if (stemOf(tree, id) !== undefined || id.startsWith("\0") || id.startsWith("tsflyte:")) return;
      code.classes ||= /\bclass\b/.test(text);
      if (!isOwn(id) || /\.(?:json|css|txt)$/.test(id)) return;
      code.temporal ||= /\bTemporal\b/.test(text);
      code.calls ||= hasDirectCalls(parseAst(text), closure);
    },
  };
  const input: RolldownOptions = {
    input: entryId,
    cwd: folder,
    platform: "node",
    plugins: [
      entryPlugin(entries, validators),
      runtimePlugin(tree, needs),
      sourcePlugin(isOwn),
      externalPlugin(
        options.externals,
        (found) => externals.set(found.name, found),
        (name, importer) => {
          throw externalMissing(name, importer);
        },
      ),
      watch,
    ],
    onLog(level, log) {
      // Libraries that are loaded where they are installed may be missing.
      const isOptional = log.code === "UNRESOLVED_IMPORT" && stemOf(tree, log.id ?? "") !== undefined;
      if (log.code === "UNRESOLVED_IMPORT" && !isOptional) problems.push(shortMessage(log.message));
      else if (level === "warn" && log.code === "UNRESOLVED_ENTRY") problems.push(shortMessage(log.message));
    },
  };
  try {
    const bundler = await rolldown(input);
    const keepNames = { function: false, class: known.classes };
    const { output } = await bundler.generate({
      dir: folder,
      format: "esm",
      codeSplitting: false,
      sourcemap: true,
      comments: false,
      minify: options.minify ? { compress: { keepNames }, mangle: { keepNames } } : false,
    });
    await bundler.close();
    if (problems.length > 0) throw bundleProblems(problems);
    return { chunk: output[0], externals: [...externals.values()], known, code, version, parse: parseAst };
  } catch (error) {
    throw error instanceof TsflyteError ? error : (ownError(error) ?? bundleProblems([messageOf(error)], error));
  }
}

/** The module that everything begins with: it makes validators known, defines the entities, and runs the command line. */
function entryPlugin(entries: readonly string[], validators: string | undefined): Plugin {
  const text = [
    ...(validators === undefined ? [] : [`import ${JSON.stringify(validatorsId)};`]),
    ...entries.map((entry) => `export * from ${JSON.stringify(entry)};`),
    `import { runBundle } from ${JSON.stringify(`${runtimePrefix}execute/bundled`)};`,
    "runBundle(import.meta.main, import.meta.filename, import.meta.codeCache);",
    "",
  ].join("\n");
  // Pieces of ajv that validators refer to are this package's dependency, and not the project's.
  const beside = join(import.meta.dirname, "package.json");
  return {
    name: "tsflyte-entry",
    async resolveId(source, importer) {
      if (source === entryId || source === validatorsId) return { id: source, moduleSideEffects: true };
      if (importer === validatorsId && source.startsWith("ajv"))
        return this.resolve(source, beside, { skipSelf: true });
      if (importer === entryId && entries.includes(source)) return { id: source, moduleSideEffects: true };
      return undefined;
    },
    load: (id) => {
      if (id === entryId) return { code: text, moduleType: "js" };
      return id === validatorsId ? { code: validators ?? "", moduleType: "js" } : undefined;
    },
  };
}

/** An error of this library's that a plugin has thrown. */
function ownError(error: unknown): TsflyteError | undefined {
  const { errors = [], cause } = error as { readonly errors?: readonly unknown[]; readonly cause?: unknown };
  return [cause, ...errors, ...errors.map((one) => (one as { readonly cause?: unknown }).cause)].find(
    (one): one is TsflyteError => one instanceof TsflyteError,
  );
}

/** Without the picture of the source below it. */
function shortMessage(message: string): string {
  return message.replace(/^\[\w+\] /, "").split("\n", 1)[0] ?? message;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
