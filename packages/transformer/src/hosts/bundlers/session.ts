import type ts from "typescript";
import type { TypeScript } from "../../context.ts";
import { toDiagnostic } from "../../diagnostics/index.ts";
import { type TextEdit, toTextEdits } from "../../edit.ts";
import { transformFile } from "../../transform-file.ts";
import { findTypeScript } from "../find-typescript.ts";
import { typeClosure } from "../type-closure.ts";
import { type BundlerProject, openBundlerProject } from "./bundler-project.ts";
import { createFileTexts } from "./file-texts.ts";
import type { BundlerOptions } from "./options.ts";
import { createConfigFinder, type FindProjectConfig } from "./project-config.ts";
import { createRuntimeSearch, mayImport, type RuntimeSearch } from "./runtime-search.ts";
import { areTypesStripped } from "./stripped-types.ts";

/** What a build has to do about a source. */
export interface SourceReading {
  readonly typescript: TypeScript;
  /** What to insert; of the calls with problems nothing. */
  readonly edits: readonly TextEdit[];
  readonly problems: readonly ts.DiagnosticWithLocation[];
  /**
   * Every file that the metadata came from, besides the source, and where it has problems, those that it would come from if
   * they were there.
   */
  readonly dependencies: readonly string[];
}

/** Another plugin took the types away before this one came. */
export interface StrippedSource {
  readonly isStripped: true;
}

/** Everything that a bundler's plugin keeps from file to file, and from build to build. */
export interface Session {
  /** Reads a source as the bundler has it; undefined where nothing of the runtime is called. */
  read(file: string, code: string): SourceReading | StrippedSource | undefined;
  /** Whether a file on the disk can call the runtime, by itself or through what it imports. */
  mayDefine(file: string): boolean;
  /** A new build begins, or a file changed: what was read is compared with the disk. */
  refresh(): void;
  /** A file came, so that imports may mean something else. */
  lookAgain(): void;
}

interface OpenProject {
  readonly project: BundlerProject;
  readonly search: RuntimeSearch;
}

/** For how long, in milliseconds, the disk is taken to stay the same while nobody says that a file changed. */
const settledFor = 100;

/** Starts with nothing loaded: TypeScript comes with the first file that imports something. */
export function createSession({ tsconfig, root }: BundlerOptions): Session {
  const texts = createFileTexts();
  const byConfig = new Map<string | undefined, OpenProject>();
  const byFile = new Map<string, OpenProject>();
  let typescript: TypeScript | undefined;
  let findConfig: FindProjectConfig | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const changeAll = (change: (project: BundlerProject) => void): void => {
    for (const { project, search } of byConfig.values()) {
      change(project);
      search.forget();
    }
  };
  const look = (): void => {
    const changed = texts.refresh();
    lookedAt = performance.now();
    if (changed.length === 0) return;
    const configs = [...byConfig.values()].flatMap(({ project }) => project.config.sources);
    if (changed.some((file) => configs.includes(file))) {
      byConfig.clear();
      byFile.clear();
      findConfig = undefined;
    } else changeAll((project) => project.change());
  };
  const openFor = (compiler: TypeScript, file: string): OpenProject => {
    const known = byFile.get(file);
    if (known !== undefined) return known;
    const config = (findConfig ??= createConfigFinder(compiler, tsconfig))(file);
    // Known from now on, so that a change is noticed.
    for (const source of config.sources) texts.read(source);
    const open = byConfig.get(config.file) ?? {
      project: openBundlerProject(compiler, config, texts, root ?? config.root),
      search: createRuntimeSearch(compiler, config.options, texts),
    };
    byConfig.set(config.file, open);
    byFile.set(file, open);
    return open;
  };
  return {
    read(file, code) {
      // Without an import nothing of the runtime can be called, and no compiler is needed.
      if (!mayImport(code)) return undefined;
      const compiler = (typescript ??= findTypeScript(file));
      const isSettled = performance.now() - lookedAt < settledFor;
      if (!isSettled || texts.read(file) !== code) look();
      const { project, search } = openFor(compiler, file);
      const written = texts.written(file);
      const isStripped =
        written !== undefined && texts.read(file) !== code && areTypesStripped(compiler, file, written, code);
      if (!isStripped && texts.read(file) !== code) {
        texts.give(file, code);
        changeAll((each) => each.change());
      }
      if (!search.reaches(file, isStripped ? written : code)) return undefined;
      const context = project.contextOf(file);
      const source = context.program.getSourceFile(file);
      // A source that cannot be parsed is the bundler's to report.
      if (source === undefined || context.program.getSyntacticDiagnostics(source).length > 0) return undefined;
      const { insertions, problems } = transformFile(context, source);
      if (insertions.length === 0 && problems.length === 0) return undefined;
      if (isStripped) return { isStripped };
      const closure = typeClosure(context.program, file);
      return {
        typescript: compiler,
        edits: toTextEdits(insertions),
        problems: problems.map((problem) => toDiagnostic(compiler, problem)),
        dependencies: [
          ...closure,
          ...(problems.length > 0 ? project.missingFor([file, ...closure]) : []),
          ...project.config.sources,
        ],
      };
    },
    mayDefine(file) {
      const text = texts.read(file) ?? "";
      if (!mayImport(text)) return false;
      return openFor((typescript ??= findTypeScript(file)), file).search.reaches(file, text);
    },
    refresh: look,
    lookAgain() {
      look();
      byFile.clear();
      findConfig = undefined;
      changeAll((project) => project.lookAgain());
    },
  };
}
