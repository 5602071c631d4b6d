import { TsflyteError } from "./tsflyte-error.ts";

/** A database that a later version of this program wrote. */
export function newerDatabase(part: string, found: number, known: number): TsflyteError {
  return new TsflyteError(
    "bad-data",
    `the state of the development server was written by a newer version: the tables of ${part} have version ${found}, and ${known} is the newest that is known here`,
    { remedy: "update @tsflyte/runtime, or start with --reset, which forgets the state" },
  );
}

/** A port that somebody else listens on. */
export function portInUse(port: number, cause: unknown): TsflyteError {
  return new TsflyteError("bad-argument", `port ${port} is in use`, {
    remedy: "end what listens there, or give another --port",
    cause,
  });
}

/** A folder that another development server works in. */
export function folderInUse(folder: string, pid: number): TsflyteError {
  return new TsflyteError(
    "bad-argument",
    `${folder} belongs to a development server that runs already (process ${pid})`,
    {
      remedy: "end it, or give another --folder, or --memory",
    },
  );
}
