import { existsSync, writeFileSync } from "node:fs";
import { problemsOf, specsOf } from "../compile/index.ts";
import { outputExists } from "../errors/cli.ts";
import { type OptionSpecs, optionLines, parseCommandLine, textOption } from "./command-line.ts";
import { printNote, printResult, refuseProblems } from "./print.ts";
import { loadEntities } from "./serialize-command.ts";
import { readSettings, settingsOptions, useRoot } from "./settings-options.ts";

const { image, version, env, root } = settingsOptions;
const options: OptionSpecs = {
  ...(image === undefined || version === undefined || env === undefined || root === undefined
    ? {}
    : { image, version, env, root }),
  output: { type: "string", short: "o", value: "FILE", help: "the archive to write (flyte-package.tgz)" },
  force: { type: "boolean", short: "f", help: "replace the archive if it exists" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte package PATH… --image IMAGE [-v VERSION] [-o FILE]";

/**
 * `tsflyte package PATH… --image IMAGE -o FILE`: writes what flytectl registers. Project and domain stay open, and the
 * version unless it is given: flytectl fills them in.
 */
export async function packageCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("package", args, options);
  if (parsed.values["help"] === true)
    return printResult([`usage: ${usage}`, "", "options:", ...optionLines(options)].join("\n"));
  const output = textOption(parsed, "output") ?? "flyte-package.tgz";
  if (existsSync(output) && parsed.values["force"] !== true) throw outputExists(output);
  useRoot(textOption(parsed, "root"));
  const entities = await loadEntities(parsed.positionals, usage);
  const settings = { ...readSettings(parsed, { project: "", domain: "", version: "" }), project: "", domain: "" };
  const specs = await specsOf(entities, settings);
  refuseProblems(await problemsOf(entities));
  const { packageArchive } = await import("../register/index.ts");
  const archive = await packageArchive(specs);
  writeFileSync(output, archive);
  const count = (kind: string): number => specs.filter((spec) => spec.kind === kind).length;
  printNote(
    `${output}: ${count("task")} tasks, ${count("workflow")} workflows, ${count("launch-plan")} launch plans, ${archive.length} bytes`,
  );
}
