import { TsflyteError } from "./tsflyte-error.ts";

/** The command line of a container that is to fetch its code. */
export function badFastArgument(problem: string): TsflyteError {
  return new TsflyteError("bad-argument", problem, {
    remedy: "the command is tsflyte-fast-execute --additional-distribution URI [--dest-dir DIR] -- COMMAND …",
  });
}

/** The archive of the code cannot be read as one. */
export function corruptArchive(uri: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("bad-document", `${uri} is no gzipped tar archive, or a damaged one: ${reason}`, {
    remedy: "register again, so that the code is uploaded again",
    cause,
  });
}

/** The archive is whole, and holds other code than its name says. */
export function otherContent(uri: string, digest: string): TsflyteError {
  return new TsflyteError("bad-document", `${uri} holds other code than it is named after: its digest is ${digest}`, {
    remedy: "somebody has put something else in its place: register again, and look at who may write there",
  });
}

/** An entry of an archive that would be written outside of its folder, or is nothing that code is made of. */
export function unsafeEntry(uri: string, name: string, why: string): TsflyteError {
  return new TsflyteError("bad-document", `${uri}: the entry ${JSON.stringify(name)} ${why}`, {
    remedy: "make the archive with tsflyte register, tsflyte package or pyflyte: nothing of this one was unpacked",
  });
}

/** An archive that unpacks to more than any code is. */
export function oversizedArchive(uri: string, limit: number, unit: string): TsflyteError {
  return new TsflyteError("bad-document", `${uri} unpacks to more than ${limit} ${unit}`, {
    remedy: "leave data out of the archive with .flyteignore, and give it to tasks as FlyteFile or FlyteDirectory",
  });
}

/** The folder for the code cannot be written. */
export function cannotUnpack(folder: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("storage-failed", `The code cannot be unpacked into ${folder}: ${reason}`, {
    remedy: "register with a --destination-dir that the container's user can write to",
    cause,
  });
}

/** The command behind the code cannot be started. */
export function cannotStart(program: string, cause: Error): TsflyteError {
  return new TsflyteError("task-failed", `${program} cannot be started: ${cause.message}`, {
    remedy: "the image needs @tsflyte/runtime, with node_modules/.bin on its PATH",
    cause,
  });
}
