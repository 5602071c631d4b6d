import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { problemsOf, specsOf } from "../compile/index.ts";
import { cannotWrite, outputExists } from "../errors/cli.ts";
import type { RegistrableSpec } from "../model/index.ts";
import type { PackedCode } from "../register/index.ts";
import { packagedCode } from "../settings/index.ts";
import { bundleFile, bundleOption, packBundle } from "./bundle-paths.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { nameDescribedImages } from "./described-images.ts";
import { printNote, printResult, refuseProblems } from "./print.ts";
import { readCopyMode } from "./registration-options.ts";
import { loadEntities } from "./serialize-command.ts";
import { readSettings, settingsOptions, useRoot } from "./settings-options.ts";

const { image, version, env, root } = settingsOptions;
const options: OptionSpecs = {
  image,
  version,
  env,
  root,
  bundle: bundleOption,
  copy: {
    type: "string",
    value: "MODE",
    help: "code to put into the package: auto, what was loaded; all files below the root; none (default), the image has it",
  },
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
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options));
  const output = textOption(parsed, "output") ?? "flyte-package.tgz";
  if (statSync(output, { throwIfNoEntry: false })?.isDirectory())
    throw cannotWrite(output, new Error("it is a folder"));
  if (existsSync(output) && parsed.values["force"] !== true) throw outputExists(output);
  const settings = { ...readSettings(parsed, { project: "", domain: "", version: "" }), project: "", domain: "" };
  useRoot(textOption(parsed, "root"), parsed.positionals);
  const copy = readCopyMode(textOption(parsed, "copy"), "none");
  const { codeOf, packageArchive, withCalleesOfEagerTasks } = await import("../register/index.ts");
  const entities = await withCalleesOfEagerTasks(await loadEntities(parsed.positionals, usage));
  refuseProblems(await problemsOf(entities));
  const named = await nameDescribedImages(settings, parsed.positionals[0]);
  const isBundled = parsed.values["bundle"] === true;
  const shipped = isBundled ? { ...named, bundle: { file: bundleFile } } : named;
  const specs = await specsOf(entities, copy === "none" ? shipped : { ...shipped, codeArchive: packagedCode });
  const pack = (): Promise<PackedCode> =>
    isBundled ? packBundle(parsed.positionals, entities, parsed) : codeOf(entities, copy === "none" ? "auto" : copy);
  const archive = await packageArchive(specs, copy === "none" ? undefined : await pack());
  writeWhole(output, archive);
  printNote(`${output}: ${countsOf(specs)}, ${archive.length} bytes`);
}

/** The file is there with all its bytes, or as it was before. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw cannotWrite(path, error);
  }
}

function countsOf(specs: readonly RegistrableSpec[]): string {
  const words: readonly (readonly [RegistrableSpec["kind"], string])[] = [
    ["task", "task"],
    ["workflow", "workflow"],
    ["launch-plan", "launch plan"],
  ];
  return words
    .map(([kind, word]) => {
      const count = specs.filter((spec) => spec.kind === kind).length;
      return `${count} ${word}${count === 1 ? "" : "s"}`;
    })
    .join(", ");
}
