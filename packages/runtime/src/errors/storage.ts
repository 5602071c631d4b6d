import { TsflyteError } from "./tsflyte-error.ts";

/** A file or object that is not there. */
export function fileNotFound(uri: string, cause?: unknown): TsflyteError {
  return new TsflyteError("file-not-found", `There is no file ${uri}`, {
    remedy: "check the path, and that whatever writes the file has run",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A folder where a file is needed. */
export function notAFile(uri: string): TsflyteError {
  return new TsflyteError("file-not-found", `${uri} is a folder, and a file is needed`, {
    remedy: "pass one file of the folder, or an archive of it",
  });
}

/** A URI of a scheme that no storage is registered for. */
export function unsupportedScheme(uri: string, scheme: string, known: readonly string[]): TsflyteError {
  return new TsflyteError("unsupported-scheme", `No storage is known for ${scheme}: in ${uri}`, {
    remedy: `use a path or one of ${known.map((name) => `${name}:`).join(", ")}`,
  });
}

/** An upload or download that failed for another reason than a missing file. */
export function storageFailed(action: "read" | "write", uri: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TsflyteError("storage-failed", `Cannot ${action} ${uri}: ${reason}`, {
    remedy: action === "read" ? "check the permissions" : "check the permissions and the free space",
    cause,
  });
}

/** Something else where a folder is needed. */
export function notADirectory(path: string, cause: unknown): TsflyteError {
  return new TsflyteError("file-not-found", `There is no folder ${path} that can be read`, {
    remedy: "pass the path of a folder; for one file use FlyteFile",
    cause,
  });
}

/** A symbolic link in a folder that is to be stored. */
export function linkOutside(path: string): TsflyteError {
  return new TsflyteError("file-not-found", `${path} is a link that leads to no file of its folder`, {
    remedy: "copy what it leads to into the folder, or leave the link out",
  });
}

/** An object whose name would lead out of the folder that it is downloaded to. */
export function unsafeName(name: string, uri: string): TsflyteError {
  return new TsflyteError(
    "storage-failed",
    `The object ${JSON.stringify(name)} below ${uri} cannot be a file of a folder`,
    {
      remedy: "rename the object: no step of its path may be empty, . or ..",
    },
  );
}
