import { drawGraph, graphPicture, mermaidGraph } from "../compile/index.ts";
import { badArgument } from "../errors/cli.ts";
import { describeEntity } from "../graph/index.ts";
import { isLaunchPlan, isWorkflow } from "../workflow/index.ts";
import { commandHelp, type OptionSpecs, parseCommandLine, textOption } from "./command-line.ts";
import { findNamed, loadFile } from "./file-entities.ts";
import { printResult } from "./print.ts";
import { rootOption, useRoot } from "./settings-options.ts";

const options: OptionSpecs = {
  format: { type: "string", value: "FORMAT", help: "text, mermaid or json (default text)" },
  root: rootOption,
  debug: { type: "boolean", help: "print the stack of an error" },
  help: { type: "boolean", short: "h", help: "print this" },
};

const usage = "tsflyte graph FILE WORKFLOW [--format FORMAT]";
const formats = {
  text: drawGraph,
  mermaid: mermaidGraph,
  json: (picture: unknown) => JSON.stringify(picture, undefined, 2),
} as const;

/** `tsflyte graph FILE WORKFLOW`: prints what a workflow is made of. */
export async function graphCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommandLine("graph", args, options);
  if (parsed.values["help"] === true) return printResult(commandHelp(usage, options));
  const [file, name, ...others] = parsed.positionals;
  if (file === undefined) throw badArgument("expected a file and a workflow", usage);
  if (others.length > 0) throw badArgument(`expected one workflow, got also ${others.join(" ")}`, usage);
  const format = textOption(parsed, "format") ?? "text";
  if (!isFormat(format))
    throw badArgument(`there is no format ${JSON.stringify(format)}`, "the formats are text, mermaid and json");
  useRoot(textOption(parsed, "root"), [file]);
  const entities = await loadFile(file);
  if (name === undefined) {
    const names = entities.filter((entity) => isWorkflow(entity) || isLaunchPlan(entity)).map(({ lhs }) => lhs);
    throw badArgument(`expected the name of a workflow behind ${file}`, `it defines ${names.join(", ") || "none"}`);
  }
  const entity = findNamed(name, file, entities);
  const workflow = isLaunchPlan(entity) ? entity.workflow : entity;
  if (!isWorkflow(workflow))
    throw badArgument(`${describeEntity(entity)} has no graph`, "give a workflow or a launch plan");
  printResult(formats[format](await graphPicture(workflow)));
}

function isFormat(text: string): text is keyof typeof formats {
  return Object.hasOwn(formats, text);
}
