/** Bundles: one file that holds the code of a project. */
import { TsflyteError } from "./tsflyte-error.ts";

/** Nothing that bundles is installed. */
export function noBundler(cause: unknown): TsflyteError {
  return new TsflyteError("missing-library", "To bundle, the package rolldown is needed, and it is not installed", {
    remedy: "npm install --save-dev rolldown",
    cause,
  });
}

/** The bundler found fault with the sources. */
export function bundleProblems(problems: readonly string[], cause?: unknown): TsflyteError {
  return new TsflyteError("source-problems", `The sources cannot be bundled: ${problems.join("\n")}`, {
    remedy: "install what is missing, or leave a package out of the bundle with --external NAME",
    cause,
  });
}

/** A bundle without tasks and workflows would be of no use. */
export function nothingToBundle(entries: readonly string[]): TsflyteError {
  return new TsflyteError("entity-not-found", `${entries.join(", ")} define no tasks and no workflows`, {
    remedy: "name the modules that define them, or modules that import those",
  });
}

/** What the bundle defines is not what its sources do. */
export function otherBundle(missing: readonly string[], extra: readonly string[]): TsflyteError {
  const parts = [
    ...(missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`]),
    ...(extra.length === 0 ? [] : [`has ${extra.join(", ")} besides`]),
  ];
  return new TsflyteError("source-problems", `The bundle ${parts.join(", and ")}`, {
    remedy: "define the same entities wherever the modules are loaded, whatever the machine and its environment",
  });
}

/** The bundle was written and does not start. */
export function brokenBundle(output: string): TsflyteError {
  return new TsflyteError("source-problems", `The bundle cannot be loaded:\n${output.trimEnd()}`, {
    remedy: "leave the package that fails out of the bundle with --external NAME",
  });
}

/** A package that is to stay beside the bundle, and that is not there. */
export function externalMissing(name: string, importer: string): TsflyteError {
  return new TsflyteError("missing-library", `The package ${name} is not installed where ${importer} would load it`, {
    remedy: `npm install ${name}, or do not name it with --external`,
  });
}

/** A package made for one kind of machine, which is not the kind that containers run on. */
export function foreignNative(name: string, file: string, platform: string): TsflyteError {
  const text = `The package ${name} holds native code for ${platform} (${file}), and containers run on Linux`;
  return new TsflyteError("not-supported", text, {
    remedy: `bundle on Linux, or install ${name} in the image and keep it there: --external ${name} --no-copy`,
  });
}

/** Something of this package that was left out of a bundle, as nothing in it seemed to need it. */
export function notInBundle(part: string): TsflyteError {
  return new TsflyteError("not-supported", `The bundle was written without ${part}`, {
    remedy: "bundle again with --whole, which leaves nothing of @tsflyte/runtime out",
  });
}

/** A bundle that is to be warmed up lies where nothing can be written. */
export function cacheNotWritten(file: string, cause: unknown): TsflyteError {
  // Node's text goes on with the name of a call and of the unfinished file.
  const [reason] = (cause instanceof Error ? cause.message : String(cause)).split(", ");
  return new TsflyteError("bad-argument", `${file} cannot be written: ${reason}`, {
    remedy: "warm up when the image is built, as the user that the folder of the bundle belongs to",
    cause,
  });
}

/** The command line of a bundle. */
export function badBundleCommand(verb: string | undefined, file: string): TsflyteError {
  const found = verb === undefined ? "there is no command" : `there is no command ${JSON.stringify(verb)}`;
  return new TsflyteError("bad-argument", `${file}: ${found}`, {
    remedy: `the commands are node ${file} execute, map-execute, entities and warm-up`,
  });
}
