/** What goes wrong when images are written and built. Loaded with what does so. */
import { TsflyteError } from "./tsflyte-error.ts";

/** A path that no package is around. */
export function noProject(path: string): TsflyteError {
  return new TsflyteError("bad-project", `there is no package.json in the folders around ${path}`, {
    remedy: "run npm init there and install @tsflyte/runtime, so that it is known what an image is to hold",
  });
}

/** A package.json that holds something else. */
export function badPackageFile(path: string, cause: unknown): TsflyteError {
  const reason = cause instanceof Error ? cause.message : "it is no object";
  return new TsflyteError("bad-project", `${path} cannot be read: ${reason}`, { remedy: "correct it", cause });
}

/** A project whose dependencies are not locked: each build would install others. */
export function noLockfile(folder: string, known: readonly string[]): TsflyteError {
  return new TsflyteError("bad-project", `there is no lockfile in ${folder}: expected one of ${known.join(", ")}`, {
    remedy: "run npm install (or that of pnpm or yarn) there, so that every build installs the same packages",
  });
}

/** A package of a workspace: its lockfile is that of all packages. */
export function packageOfWorkspace(folder: string, lockfile: string): TsflyteError {
  return new TsflyteError(
    "bad-project",
    `the package in ${folder} is part of a workspace, whose lockfile is ${lockfile}`,
    {
      remedy: "give the image the package alone, with a lockfile of its own, as pnpm deploy makes it",
    },
  );
}

/** A project in whose image no task could start. */
export function runtimeNotInstalled(packageFile: string, foundIn: string | undefined): TsflyteError {
  const found = foundIn === undefined ? "" : `, but among its ${foundIn}`;
  return new TsflyteError("bad-project", `@tsflyte/runtime is not among the dependencies of ${packageFile}${found}`, {
    remedy: "run npm install @tsflyte/runtime: a task's container starts with its tsflyte-execute",
  });
}

/** A dependency that lies outside of what a builder is given. */
export function dependencyOutside(packageFile: string, name: string, version: string): TsflyteError {
  return new TsflyteError(
    "bad-project",
    `the dependency ${name} of ${packageFile} is ${version}, which a builder does not see`,
    {
      remedy: "pack it into a file inside of the project (npm pack) and depend on that, or publish it",
    },
  );
}

/** A file that an image is to hold, and that is not there. */
export function fileToCopyMissing(image: string, path: string, folder: string): TsflyteError {
  return new TsflyteError("file-not-found", `the image "${image}" copies ${path}, and there is none in ${folder}`, {
    remedy: 'correct the option "copy" of image(), or build the project first',
  });
}

/** Two images that would have one Dockerfile. */
export function sameImageName(name: string): TsflyteError {
  return new TsflyteError("invalid-option", `two different images that image() describes are named "${name}"`, {
    remedy: "give each a name of its own",
  });
}

/** A file that somebody else wrote. */
export function foreignDockerfile(path: string): TsflyteError {
  return new TsflyteError("output-exists", `${path} exists, and tsflyte did not write it`, {
    remedy: "give --force to replace it, or another --file",
  });
}

/** No program that builds images. */
export function noBuilder(
  looked: readonly string[],
  written: readonly string[],
  silent: string | undefined,
): TsflyteError {
  const found = silent === undefined ? "" : ` that works: ${silent}`;
  return new TsflyteError(
    "no-builder",
    `this machine has no ${looked.length === 1 ? looked[0] : `${looked.slice(0, -1).join(", ")} or ${looked.at(-1)}`}${found}`,
    {
      where: written.map((file) => `${file} is written`),
      remedy: "install buildah (apt-get install buildah), podman or docker, or build what is written elsewhere",
    },
  );
}

/** A builder that failed. */
export function builderFailed(command: readonly string[], ending: string): TsflyteError {
  return new TsflyteError("image-failed", `${command.slice(0, 2).join(" ")} ended with ${ending}`, {
    where: [command.join(" ")],
    remedy: "what it says stands above",
  });
}

/** A builder that does not tell the digest of a base. */
export function noDigest(base: string, program: string, answer: string): TsflyteError {
  return new TsflyteError(
    "image-failed",
    `expected the digest of ${base} from ${program}, got ${JSON.stringify(answer)}`,
    {
      remedy: "see that the registry can be reached, or give the digest with the image: NAME@sha256:…",
    },
  );
}
