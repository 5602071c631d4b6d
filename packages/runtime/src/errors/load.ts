import { TsflyteError } from "./tsflyte-error.ts";
import { shortPath, userFrame } from "./user-frame.ts";

const wanted = "give a TypeScript file, a built JavaScript file, or a folder of them";

/** A path on the command line that leads nowhere. */
export function pathNotFound(path: string): TsflyteError {
  return new TsflyteError("bad-path", `there is no file or folder ${path}`, { remedy: wanted });
}

/** A file that is neither TypeScript nor JavaScript. */
export function notAModule(path: string): TsflyteError {
  return new TsflyteError("bad-path", `${path} is neither TypeScript nor JavaScript`, { remedy: wanted });
}

/** A declaration file: it says what a module defines and defines nothing. */
export function declarationFile(path: string): TsflyteError {
  return new TsflyteError("bad-path", `${path} is a declaration file, which defines nothing`, {
    remedy: "give the TypeScript source, or the JavaScript that was built from it",
  });
}

/** A folder where one file is needed. */
export function folderForFile(path: string, modules: readonly string[]): TsflyteError {
  const list = modules.slice(0, 10).join(", ");
  return new TsflyteError("bad-path", `${path} is a folder, and one file is needed`, {
    remedy: modules.length === 0 ? wanted : `give one of ${list}${modules.length > 10 ? ", …" : ""}`,
  });
}

/** A folder in which no module uses this library. */
export function noModules(path: string): TsflyteError {
  return new TsflyteError("bad-path", `no module below ${path} uses @tsflyte/runtime`, {
    remedy: "give the folder of your tasks and workflows; node_modules, tests and declaration files are left out",
  });
}

/** TypeScript source without the transformer to compile it. */
export function noTransformer(file: string): TsflyteError {
  return new TsflyteError(
    "not-compiled",
    `${shortPath(file)} is TypeScript, and @tsflyte/transformer is not installed to compile it`,
    {
      remedy:
        "npm install --save-dev @tsflyte/transformer typescript@6 (5.9 does as well), or give the built JavaScript",
    },
  );
}

/** A project that was compiled and has errors, which are printed already. */
export function buildFailed(errors: number): TsflyteError {
  return new TsflyteError(
    "build-failed",
    errors === 1 ? "the project has an error" : `the project has ${errors} errors`,
  );
}

const diagnostic = /^(.*)\((\d+),(\d+)\): \w+ (TS\d+): (.*)$/;

/** What the transformer refuses: one line a problem, with file, line and column. */
export function sourceProblems(file: string, message: string, cause: unknown): TsflyteError {
  const [report = "", remedy] = message.split(/\n\s*fix: /);
  const lines = report.split("\n");
  const found = lines.flatMap((line) => {
    const match = diagnostic.exec(line);
    return match === null ? [] : [`${match[1]}:${match[2]}:${match[3]}: ${match[5]} (${match[4]})`];
  });
  if (found.length === 0) {
    return new TsflyteError("source-problems", report.replaceAll(file, shortPath(file)), {
      cause,
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
  const count = found.length === 1 ? "a problem" : `${found.length} problems`;
  return new TsflyteError("source-problems", `${shortPath(file)} cannot be compiled: ${count}`, {
    where: found,
    cause,
  });
}

/** A module that is no JavaScript. */
export function syntaxProblem(file: string, place: string | undefined, cause: Error): TsflyteError {
  return new TsflyteError("source-problems", `${shortPath(file)} cannot be loaded: ${cause.message}`, {
    where: [place ?? `${shortPath(file)}, or a module that it imports`],
    cause,
  });
}

/** A module whose import leads nowhere. */
export function importNotFound(file: string, cause: Error): TsflyteError {
  const text = cause.message.replace(
    /\bimported from (\S+)/,
    (_match, path: string) => `imported by ${shortPath(path)}`,
  );
  return new TsflyteError("module-not-found", `${shortPath(file)} cannot be loaded: ${text}`, {
    remedy: "install the package or correct the path; a path in an import needs the file's extension",
    cause,
  });
}

/** A module that threw while it was loaded. */
export function moduleThrew(file: string, cause: unknown): TsflyteError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const place = userFrame(cause);
  return new TsflyteError("module-failed", `${shortPath(file)} threw while it was loaded: ${text}`, {
    where: place === undefined ? [] : [place],
    remedy: "a module is loaded to see what it defines: work, and what it needs of its surroundings, belong in a task",
    cause,
  });
}

/** The code of an entity lies where no container would find it. */
export function noCodeRoot(module: string, files: readonly string[]): TsflyteError {
  return new TsflyteError(
    "bad-path",
    `No file that was loaded is ${module}.js or ${module}.ts, so the code cannot travel`,
    {
      where: files.slice(0, 5).map(shortPath),
      remedy: "give the files that define the entities, or --copy none and an image that holds the code",
    },
  );
}

/** Modules whose names are relative to different folders. */
export function severalCodeRoots(roots: readonly string[]): TsflyteError {
  return new TsflyteError(
    "bad-path",
    `The names of the modules are relative to ${roots.length} folders, and code travels as one`,
    {
      where: roots.map(shortPath),
      remedy: "register each folder on its own, or name the one that all modules are in with --root",
    },
  );
}

/** A file that the code needs, outside of what travels. */
export function codeOutsideRoot(file: string, root: string): TsflyteError {
  return new TsflyteError(
    "bad-path",
    `${shortPath(file)} is imported, and lies outside of ${shortPath(root)}, from which the code travels`,
    {
      remedy: "name a folder that both are in with --root, or install what is shared as a package in the image",
    },
  );
}
