import type ts from "typescript";
import type { TypeScript } from "../../context.ts";
import { type BuildRecord, readRecord } from "./build-record.ts";
import { emitProject } from "./emit-project.ts";
import { ownOptions, type Project, readContextOptions, settingsOf } from "./project.ts";
import { countErrors, formatDiagnostics, foundErrors, isPretty, type Write } from "./report.ts";

/** A build that goes on with every change. */
export interface Watch {
  close(): void;
}

/**
 * Builds projects in the order given, and again what changes touch. A project that another one refers to writes
 * declarations, and those are files that the other watches.
 */
export function watch(typescript: TypeScript, projects: readonly Project[], write: Write): Watch {
  const errors = new Map<string, number>();
  const time = (): string => new Date().toLocaleTimeString();
  const say = (text: string): void => write(`${time()} - ${text}\n\n`);
  say("Starting compilation in watch mode...");
  const watched = projects.filter(
    ({ parsed }) => parsed.fileNames.length > 0 || parsed.projectReferences === undefined,
  );
  let begun = 0;
  const built = (project: Project, diagnostics: readonly ts.Diagnostic[], options: ts.CompilerOptions): void => {
    write(formatDiagnostics(typescript, diagnostics, isPretty(typescript, options)));
    errors.set(project.configFile, countErrors(typescript, diagnostics));
    begun = Math.max(begun, errors.size);
    if (begun < watched.length) return;
    const count = [...errors.values()].reduce((sum, each) => sum + each, 0);
    say(`${foundErrors(count).slice(0, -1)}. Watching for file changes.`);
  };
  const watches = watched.map((project) =>
    watchProject(typescript, project, (diagnostics, options) => built(project, diagnostics, options), say),
  );
  return {
    close: () => {
      for (const { close } of watches) close();
    },
  };
}

/** TypeScript's own code for "File change detected. Starting incremental compilation...". */
const changeDetected = 6032;

function watchProject(
  typescript: TypeScript,
  project: Project,
  built: (diagnostics: readonly ts.Diagnostic[], options: ts.CompilerOptions) => void,
  say: (text: string) => void,
): Watch {
  const host = typescript.createWatchCompilerHost(
    project.configFile,
    ownOptions(project.cache),
    typescript.sys,
    typescript.createEmitAndSemanticDiagnosticsBuilderProgram,
    (diagnostic) => built([diagnostic], project.parsed.options),
    ({ code, messageText }) => {
      if (code === changeDetected) say(typescript.flattenDiagnosticMessageText(messageText, "\n"));
    },
  );
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeErrors;
  let record: BuildRecord | undefined;
  // Before the program is made, which starts from the compiler's own record unless ours forgets it.
  record = readRecord(project.cache, settingsOf(typescript, project));
  host.afterProgramCreate = (builder) => {
    const options = builder.getCompilerOptions();
    const current: Project = {
      ...project,
      parsed: { ...project.parsed, options },
      contextOptions: readContextOptions(options),
    };
    const settings = settingsOf(typescript, current);
    const last = record?.settings === settings ? record : { settings, sources: {} };
    const result = emitProject(typescript, current, builder, last);
    record = result.record;
    built(result.diagnostics, options);
  };
  return typescript.createWatchProgram(host);
}
