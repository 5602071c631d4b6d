import { problemsOf, specsOf } from "../compile/index.ts";
import { badArgument } from "../errors/cli.ts";
import { entityNotFound } from "../errors/entities.ts";
import type { CallableEntity } from "../graph/index.ts";
import { loadModules } from "../load/index.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { nameDescribedImages } from "./described-images.ts";
import { printResult, warnOfProblems } from "./print.ts";
import { readSettings, settingsOptions, useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  ...settingsOptions,
  json: { type: "boolean", help: "as one JSON document (the only form, so it may be left out)" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte serialize PATH… --image IMAGE [--json]";

/** `tsflyte serialize PATH… --json`: prints what would be registered, in protobuf's JSON. */
export async function serializeCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("serialize", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options));
  const settings = readSettings(parsed, { project: "flytesnacks", domain: "development", version: "" });
  useRoot(textOption(parsed, "root"), parsed.positionals);
  const entities = await loadEntities(parsed.positionals, usage);
  warnOfProblems(await problemsOf(entities));
  const specs = await specsOf(entities, await nameDescribedImages(settings, parsed.positionals[0]));
  const { specsToJson } = await import("../idl/index.ts");
  printResult(JSON.stringify(specsToJson(specs), undefined, 2));
}

/** The entities below the paths; there must be some. */
export async function loadEntities(paths: readonly string[], usageLine: string): Promise<readonly CallableEntity[]> {
  if (paths.length === 0) throw badArgument("expected a file or folder", usageLine);
  const entities = await loadModules(paths);
  if (entities.length === 0) throw entityNotFound("", paths.join(", "), []);
  return entities;
}
