import type ts from "typescript";
import type { TypeScript } from "../../context.ts";
import { readRecord } from "./build-record.ts";
import { emitProject, type ProjectResult } from "./emit-project.ts";
import { type Project, settingsOf } from "./project.ts";
import { countErrors, formatDiagnostics, foundErrors, isPretty, type Write } from "./report.ts";
import { shownPath } from "./shown-path.ts";
import { checkNatively, type NativeCheck } from "./typescript7.ts";

/** Builds projects in the order given, each behind what it refers to. Gives the number of errors. */
export async function buildOnce(typescript: TypeScript, projects: readonly Project[], write: Write): Promise<number> {
  const failed = new Set<string>();
  let errors = 0;
  let pretty = false;
  for (const project of projects) {
    pretty ||= isPretty(typescript, project.parsed.options);
    const broken = project.references.find((reference) => failed.has(reference));
    if (broken !== undefined) {
      failed.add(project.configFile);
      write(`${shownPath(project.configFile)} is not built: ${shownPath(broken)} has errors\n`);
      continue;
    }
    const checked = startCheck(typescript, project);
    // Only where nothing may be written when there are errors is it waited for.
    const known = project.parsed.options.noEmitOnError === true ? await checked : undefined;
    const { diagnostics, skipped } = buildProject(typescript, project, known !== undefined && known.errors > 0);
    const { text, errors: found } = await checked;
    write(text + formatDiagnostics(typescript, diagnostics, isPretty(typescript, project.parsed.options)));
    const count = found + countErrors(typescript, diagnostics);
    errors += count;
    if (skipped && count > 0) failed.add(project.configFile);
  }
  if (pretty && errors > 0) write(`\n${foundErrors(errors)}\n`);
  return errors;
}

/** Has the types checked by TypeScript 7 if that is wanted. */
async function startCheck(
  typescript: TypeScript,
  { checker, configFile, cache, parsed }: Project,
): Promise<NativeCheck> {
  if (checker === undefined || parsed.fileNames.length === 0) return { text: "", errors: 0 };
  return checkNatively(checker, configFile, cache.buildInfo, isPretty(typescript, parsed.options));
}

/** Builds one project. */
function buildProject(typescript: TypeScript, project: Project, isHeld: boolean): ProjectResult {
  const { parsed, cache } = project;
  const record = readRecord(cache, settingsOf(typescript, project));
  // What only holds others together has nothing of its own.
  if (parsed.fileNames.length === 0 && parsed.projectReferences !== undefined) {
    return { diagnostics: parsed.errors, skipped: parsed.errors.length > 0, record };
  }
  const host = typescript.createIncrementalCompilerHost(parsed.options, typescript.sys);
  // Comments are read from the text; as nodes they are needed only where they declare the types of JavaScript.
  host.jsDocParsingMode = typescript.JSDocParsingMode.ParseForTypeErrors;
  const builder = typescript.createIncrementalProgram<ts.EmitAndSemanticDiagnosticsBuilderProgram>({
    rootNames: parsed.fileNames,
    options: parsed.options,
    configFileParsingDiagnostics: parsed.errors,
    ...(parsed.projectReferences === undefined ? {} : { projectReferences: parsed.projectReferences }),
    host,
    createProgram: typescript.createEmitAndSemanticDiagnosticsBuilderProgram,
  });
  return emitProject(typescript, project, builder, record, isHeld);
}
