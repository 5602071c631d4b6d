import { TsflyteError } from "./tsflyte-error.ts";

/** A database that a later version of this program wrote. */
export function newerDatabase(part: string, found: number, known: number): TsflyteError {
  return new TsflyteError(
    "bad-data",
    `the state of the development server was written by a newer version: the tables of ${part} have version ${found}, and ${known} is the newest that is known here`,
    { remedy: "update @tsflyte/runtime, or start with --reset, which forgets the state" },
  );
}

/** The option that says where a server listens. */
export type PortOption = "--port" | "--http-port";

/** A port that somebody else listens on. */
export function portInUse(port: number, option: PortOption, cause: unknown): TsflyteError {
  return new TsflyteError("bad-argument", `port ${port} is in use`, {
    remedy: `end what listens there, or give another ${option}`,
    cause,
  });
}

/** A port that this process may not listen on. */
export function cannotListen(port: number, option: PortOption, cause: Error): TsflyteError {
  return new TsflyteError("bad-argument", `cannot listen on port ${port}: ${cause.message}`, {
    remedy: `give ${option === "--port" ? "a" : "an"} ${option} from 1024 to 65535, or 0 for any that is free`,
    cause,
  });
}

/** A folder in which nothing can be written. */
export function folderNotWritable(folder: string, cause: Error): TsflyteError {
  return new TsflyteError("bad-argument", `cannot write in ${folder}: ${cause.message}`, {
    remedy: "give a --folder that can be written, or --memory",
    cause,
  });
}

/** A file that should be the database, and is not. */
export function badDatabase(file: string, cause: Error): TsflyteError {
  return new TsflyteError("bad-data", `${file} cannot be read as a database: ${cause.message}`, {
    remedy: "start with --reset, which forgets the state, or give another --folder",
    cause,
  });
}

/** A folder that another development server works in. */
export function folderInUse(folder: string, pid: number | undefined): TsflyteError {
  const whose = pid === undefined ? "" : ` (process ${pid})`;
  return new TsflyteError("bad-argument", `${folder} belongs to a development server that runs already${whose}`, {
    remedy: "end it, or give another --folder, or --memory",
  });
}
