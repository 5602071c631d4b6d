import { TsflyteError } from "./tsflyte-error.ts";

/** A path on the command line that leads nowhere. */
export function pathNotFound(path: string): TsflyteError {
  return new TsflyteError("file-not-found", `there is no file or folder ${path}`, {
    remedy: "give a TypeScript file, a built JavaScript file, or a folder of them",
  });
}

/** TypeScript source without the transformer to compile it. */
export function noTransformer(file: string): TsflyteError {
  return new TsflyteError(
    "not-compiled",
    `${file} is TypeScript, and @tsflyte/transformer is not installed to compile it`,
    {
      remedy: "install @tsflyte/transformer and typescript (5.9 or 6), or give the built JavaScript",
    },
  );
}
