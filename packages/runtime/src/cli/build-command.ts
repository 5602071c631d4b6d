import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { badArgument } from "../errors/cli.ts";
import { buildFailed, noTransformer, sourceProblems } from "../errors/load.ts";
import { findTransformer } from "../load/index.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { printResult } from "./print.ts";

const options: OptionSpecs = {
  project: { type: "string", short: "p", value: "FILE", help: "a tsconfig.json, or its folder (default: this folder)" },
  watch: { type: "boolean", short: "w", help: "build again what changes touch, until Ctrl-C" },
  clean: { type: "boolean", help: "remove what was built instead of building" },
  typescript7: { type: "boolean", help: "let the project's TypeScript 7 check the types, on another core" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte build [-p FILE] [--watch | --clean | --typescript7]";
const about = [
  "Compiles the project of a tsconfig.json, and all that it refers to, with the metadata of its tasks and workflows",
  "embedded. The project's TypeScript does it where that is 5.9 or 6, else @typescript/typescript6; no plugin needs to",
  "stand in tsconfig.json.",
];

/** What `@tsflyte/transformer/build` offers. */
interface Builder {
  build(options: BuildOptions): Promise<number>;
  watchBuild(options: BuildOptions): { close(): void };
}

interface BuildOptions {
  readonly project?: string | undefined;
  readonly clean?: boolean;
  readonly typescript7?: boolean;
  readonly write: (text: string) => void;
}

/** `tsflyte build`: compiles a whole project. */
export async function buildCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("build", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const [other] = parsed.positionals;
  if (other !== undefined) throw badArgument(`there is no place for ${JSON.stringify(other)}`, usage);
  const [watch, clean] = [parsed.values["watch"] === true, parsed.values["clean"] === true];
  if (watch && clean) throw badArgument("--watch builds and --clean removes", "give one of them");
  const typescript7 = parsed.values["typescript7"] === true;
  if (watch && typescript7)
    throw badArgument("--typescript7 checks one build, and --watch goes on", "give one of them");
  const project = textOption(parsed, "project");
  const builder = await importBuilder(resolve(project ?? "."));
  const given: BuildOptions = {
    project,
    clean,
    typescript7,
    write: (text) => text !== "" && printResult(text.trimEnd()),
  };
  try {
    if (watch) return await watchUntilInterrupted(builder, given);
    const errors = await builder.build(given);
    if (errors > 0) throw buildFailed(errors);
  } catch (error) {
    if (error instanceof Error && error.name === "LoadError")
      throw sourceProblems(project ?? ".", error.message, error);
    throw error;
  }
}

/** The project's own transformer, else the one beside this package. */
async function importBuilder(path: string): Promise<Builder> {
  const file = findTransformer(resolve(path, "package.json"), "build");
  if (file === undefined) throw noTransformer(path);
  return (await import(pathToFileURL(file).href)) as Builder;
}

async function watchUntilInterrupted(builder: Builder, options: BuildOptions): Promise<void> {
  // Who has read that it watches may send the signal at once.
  const end = interrupted();
  const watch = builder.watchBuild(options);
  await end;
  watch.close();
}

/** A second interrupt ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
}
