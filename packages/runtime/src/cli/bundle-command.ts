import { basename, dirname } from "node:path";
import type { BundleManifest } from "../bundle/index.ts";
import { badArgument } from "../errors/cli.ts";
import { bundleFile, bundleOptions, bundlePaths } from "./bundle-paths.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { formatTable } from "./format-table.ts";
import { printNote, printResult } from "./print.ts";
import { loadEntities } from "./serialize-command.ts";
import { rootOption, useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  output: { type: "string", short: "o", value: "FILE", help: `the file to write (${bundleFile})` },
  ...bundleOptions,
  "no-warm-up": { type: "boolean", help: "write no cache of compiled code beside the file" },
  root: rootOption,
  json: { type: "boolean", help: "print the manifest as one JSON document" },
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte bundle PATH… [-o flows.mjs]";
const about = [
  "Writes one file that holds the code of tasks and workflows with everything that they import, and what runs them:",
  "an image needs that file and Node. Packages with native code are copied beside it.",
];

/** `tsflyte bundle PATH… -o FILE`: writes one file with everything in it, its source map and its manifest. */
export async function bundleCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("bundle", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options, about));
  const output = textOption(parsed, "output") ?? bundleFile;
  if (!output.endsWith(".mjs"))
    throw badArgument(`--output: expected a name that ends in .mjs, got ${output}`, "it is an ES module");
  useRoot(textOption(parsed, "root"), parsed.positionals);
  const entities = await loadEntities(parsed.positionals, usage);
  const { made, check } = await bundlePaths(parsed.positionals, entities, parsed, basename(output));
  const { warmUpBundle, writeBundle } = await import("../bundle/index.ts");
  writeBundle(made, dirname(output));
  await check(output);
  if (parsed.values["no-warm-up"] !== true) await warmUpBundle(output);
  if (parsed.values["json"] === true) return printResult(JSON.stringify(made.manifest, undefined, 2));
  printTable(output, made.manifest);
}

function printTable(output: string, { bytes, entities, sizes, externals, packages }: BundleManifest): void {
  const rows = sizes.map((size) => ({
    from: size.package,
    bytes: size.bytes,
    "%": Math.round((100 * size.bytes) / bytes),
  }));
  printResult(formatTable(rows) ?? "");
  for (const { name, version, why } of externals) {
    const beside = packages.some((one) => one.name === name) ? "is copied beside it" : "has to be in the image";
    printNote(`note: ${name} ${version} is not in the file (${why}) and ${beside}`);
  }
  printNote(`${output}: ${entities.length} ${entities.length === 1 ? "entity" : "entities"}, ${bytes} bytes`);
}
