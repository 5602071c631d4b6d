import { pathToFileURL } from "node:url";
import { TsflyteError } from "../errors/index.ts";
import { importNotFound, moduleThrew, sourceProblems, syntaxProblem } from "../errors/load.ts";
import { shortPath, userFrame } from "../errors/user-frame.ts";

/** Imports a user's module. Whatever goes wrong becomes an error that says where in the user's code. */
export async function importModule(file: string): Promise<object> {
  try {
    return (await import(pathToFileURL(file).href)) as object;
  } catch (error) {
    throw await loadError(file, error);
  }
}

async function loadError(file: string, error: unknown): Promise<TsflyteError> {
  if (error instanceof TsflyteError) return error;
  if (!(error instanceof Error)) return moduleThrew(file, error);
  if (error.name === "LoadError") return sourceProblems(file, error.message, error);
  if (
    /^ERR_(?:MODULE_NOT_FOUND|PACKAGE_|UNSUPPORTED_DIR|UNKNOWN_FILE)/.test((error as NodeJS.ErrnoException).code ?? "")
  ) {
    return importNotFound(file, error);
  }
  // What Node itself finds has no frame of the user's.
  const isThrown = userFrame(error) !== undefined;
  if (error instanceof SyntaxError && !isThrown) {
    return syntaxProblem(file, placeInText(error.stack ?? "") ?? (await checkSyntax(file)), error);
  }
  return moduleThrew(file, error);
}

/** Node writes the place in front of some errors, as `file:line`. */
function placeInText(text: string): string | undefined {
  const match = /^(?:file:\/\/)?(\/.+?|[A-Za-z]:.+?):(\d+)$/m.exec(text);
  return match === null ? undefined : `${shortPath(match[1] ?? "")}:${match[2]}`;
}

/** Node does not say where a module's syntax is wrong, except when it is asked about that one file. */
function checkSyntax(file: string): Promise<string | undefined> {
  if (!/\.[cm]?js$/.test(file)) return Promise.resolve(undefined);
  // Starting programs takes long to load, and few files are wrong.
  const { execFile } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve) => {
    execFile(process.execPath, ["--check", file], (_error, _output, text) => resolve(placeInText(text)));
  });
}
